namespace Hotpatch.Handles;

/// <summary>One change of what a handle has. It can be applied to one state after the other, until one of the results is taken.</summary>
internal sealed class StackEdit
{
    private readonly Action<StackDraft> _apply;

    private StackEdit(bool isAdding, Action<StackDraft> apply) => (IsAdding, _apply) = (isAdding, apply);

    /// <summary>Everything goes.</summary>
    public static StackEdit Clear { get; } = new(isAdding: false, draft => draft.Clear());

    /// <summary>Whether something comes: then a layer that cannot be laid anew refuses the change. Where things only go, that layer goes too.</summary>
    public bool IsAdding { get; }

    /// <summary>A replacement comes on top, in place of the one that was set before, wherever that lies.</summary>
    public static StackEdit Set(Delegate replacement)
    {
        var begun = Replacement.OnTop(replacement);
        return new StackEdit(isAdding: true, draft => draft.Set(begun));
    }

    /// <summary>One entry comes.</summary>
    public static StackEdit Begin(StackEntry entry) => Exchange([(Ended: null, entry)]);

    /// <summary>One entry goes, if it is still there.</summary>
    public static StackEdit End(StackEntry entry) => Exchange([(entry, Begun: null)]);

    /// <summary>
    /// Entries go and others come. One that comes takes the place of the one that goes, where that is still there and of the same rank; otherwise it
    /// finds its place by its rank.
    /// </summary>
    public static StackEdit Exchange(IReadOnlyList<(StackEntry? Ended, StackEntry? Begun)> pairs)
        => new(pairs.Any(pair => pair.Begun is not null), draft =>
        {
            foreach (var (ended, begun) in pairs)
                draft.Exchange(ended, begun);
        });

    /// <summary>What an edit has put in goes, and what it had taken out comes back, when something else has come since.</summary>
    /// <param name="before">What was there before that edit.</param>
    /// <param name="after">What was there after it.</param>
    public static StackEdit PutBack(HandleState before, HandleState after) => new(isAdding: false, draft => draft.PutBack(before, after));

    /// <summary>What the edit makes of a state, before the layers are laid.</summary>
    public StackDraft ApplyTo(HandleState state)
    {
        var draft = new StackDraft(state);
        _apply(draft);
        return draft;
    }
}
