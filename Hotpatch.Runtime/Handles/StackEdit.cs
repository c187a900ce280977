namespace Hotpatch.Handles;

/// <summary>One change of a handle's replacements.</summary>
/// <param name="What">Which.</param>
/// <param name="Begun">The replacement that comes; null where none does.</param>
/// <param name="Ended">The replacement that goes; null where none does, or another rule says which.</param>
internal readonly record struct StackEdit(StackEdit.Kind What, Delegate? Begun, ReplacementStack.Replacement? Ended)
{
    internal enum Kind
    {
        Set,
        Exchange,
        Clear,
    }

    public static StackEdit Clear => new(Kind.Clear, Begun: null, Ended: null);

    public static StackEdit Set(Delegate replacement) => new(Kind.Set, replacement, Ended: null);

    public static StackEdit Push(Delegate replacement) => new(Kind.Exchange, replacement, Ended: null);

    public static StackEdit Remove(ReplacementStack.Replacement replacement) => new(Kind.Exchange, Begun: null, replacement);

    /// <summary>Does it.</summary>
    /// <returns>What came; null where nothing did.</returns>
    public ReplacementStack.Replacement? ApplyTo(ReplacementStack stack)
    {
        switch (What)
        {
            case Kind.Set:
                return stack.Set(Begun!);
            case Kind.Clear:
                stack.Clear();
                return null;
            default:
                if (Ended is not null)
                    stack.Remove(Ended);

                return Begun is null ? null : stack.Push(Begun);
        }
    }
}
