namespace Hotpatch.Handles;

/// <summary>One change of what a handle has. It can be applied to one state after the other, until one of the results is taken.</summary>
internal abstract class StackEdit
{
    private StackEdit(bool isAdding) => IsAdding = isAdding;

    /// <summary>Everything goes.</summary>
    public static StackEdit Clear { get; } = new Clearing();

    /// <summary>Whether something comes: then a layer that cannot be laid anew refuses the change. Where things only go, that layer goes too.</summary>
    public bool IsAdding { get; }

    /// <summary>A replacement comes on top, in place of the one that was set before, wherever that lies.</summary>
    public static StackEdit Set(Delegate replacement) => new Setting(Replacement.OnTop(replacement));

    /// <summary>One entry comes.</summary>
    public static StackEdit Begin(StackEntry entry) => Exchange([(Ended: null, entry)]);

    /// <summary>One entry goes, if it is still there.</summary>
    public static StackEdit End(StackEntry entry) => Exchange([(entry, Begun: null)]);

    /// <summary>
    /// Entries go and others come. One that comes takes the place of the one that goes, where that is still there and of the same rank; otherwise it
    /// finds its place by its rank.
    /// </summary>
    public static StackEdit Exchange(IReadOnlyList<(StackEntry? Ended, StackEntry? Begun)> pairs) => new Exchanging(pairs);

    /// <summary>What an edit has put in goes, and what it had taken out comes back, when something else has come since.</summary>
    /// <param name="before">What was there before that edit.</param>
    /// <param name="after">What was there after it.</param>
    public static StackEdit PutBack(HandleState before, HandleState after) => new PuttingBack(before, after);

    /// <summary>Does it, before the layers are laid.</summary>
    public abstract void Apply(StackDraft draft);

    /// <summary>
    /// What becomes of a state where no layer has to be laid: that of a handle that has nothing but what <c>Patch</c> has set, as most have, so that
    /// patching costs little, or one that was there before. Null where it must be looked at more closely.
    /// </summary>
    public virtual HandleState? ApplySimply(HandleState state) => null;

    private static bool HasOnlyPatched(HandleState state)
        => state.Layers.Count == 0 && (state.Replacements.Count == 0 || (state.Replacements.Count == 1 && state.Replacements[0] == state.Patched));

    private sealed class Clearing() : StackEdit(isAdding: false)
    {
        public override void Apply(StackDraft draft) => draft.Clear();

        public override HandleState? ApplySimply(HandleState state)
            => HasOnlyPatched(state) ? new HandleState([], patched: null, [], state.Clears + 1) : null;
    }

    private sealed class Setting(Replacement begun) : StackEdit(isAdding: true)
    {
        public override void Apply(StackDraft draft) => draft.Set(begun);

        public override HandleState? ApplySimply(HandleState state)
            => HasOnlyPatched(state) ? new HandleState([begun], begun, [], state.Clears) : null;
    }

    private sealed class Exchanging(IReadOnlyList<(StackEntry? Ended, StackEntry? Begun)> pairs) : StackEdit(pairs.Any(pair => pair.Begun is not null))
    {
        public override void Apply(StackDraft draft)
        {
            foreach (var (ended, begun) in pairs)
                draft.Exchange(ended, begun);
        }
    }

    private sealed class PuttingBack(HandleState before, HandleState after) : StackEdit(isAdding: false)
    {
        public override void Apply(StackDraft draft) => draft.PutBack(before, after);

        public override HandleState? ApplySimply(HandleState state) => state == after ? before : null;
    }
}
