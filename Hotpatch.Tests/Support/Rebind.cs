namespace Hotpatch.Tests.Support;

internal static class Rebind
{
    /// <summary>The delegate as one of a type that the tests can name, for delegate types that the weaver declares.</summary>
    public static TDelegate As<TDelegate>(this Delegate @delegate)
        where TDelegate : Delegate
        => (TDelegate)Delegate.CreateDelegate(typeof(TDelegate), @delegate.Target, @delegate.Method);
}
