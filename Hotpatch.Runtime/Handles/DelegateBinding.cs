namespace Hotpatch.Handles;

/// <summary>Binds delegates to other delegate types with the same signature.</summary>
internal static class DelegateBinding
{
    /// <summary>Returns a delegate of another type that calls the same methods; null if a method doesn't fit.</summary>
    public static Delegate? TryRebind(Type type, Delegate @delegate)
    {
        Delegate? bound = null;
        foreach (var single in @delegate.GetInvocationList())
        {
            if (TryBind(type, single) is not { } part)
                return null;

            bound = Delegate.Combine(bound, part);
        }

        return bound;
    }

    private static Delegate? TryBind(Type type, Delegate single)
    {
        try
        {
            return Delegate.CreateDelegate(type, single.Target, single.Method, throwOnBindFailure: false);
        }
        catch (ArgumentException)
        {
            // A method without metadata, such as a compiled expression, can't be bound to another delegate type.
            return null;
        }
    }
}
