namespace Hotpatch.Handles;

/// <summary>
/// A change of a handle's entries. Immutable: it can be applied to one state after the other, until one of the results is committed.
/// </summary>
internal abstract class StackEdit
{
    private protected StackEdit(bool isAdding) => IsAdding = isAdding;

    /// <summary>Gets the edit that removes everything.</summary>
    public static StackEdit Clear { get; } = new Clearing();

    /// <summary>
    /// Gets whether the edit adds entries. If so, a layer whose wrapper fails makes the change fail. Otherwise, that layer is removed too.
    /// </summary>
    public bool IsAdding { get; }

    /// <summary>
    /// Creates the edit of <c>Patch</c>: puts a replacement on top, and removes the one that <c>Patch</c> set before, wherever that lies.
    /// </summary>
    public static StackEdit Set(Delegate replacement) => Set(Replacement.OnTop(replacement));

    /// <summary>Creates the edit of <c>Patch</c> with an entry that may have a rank.</summary>
    public static StackEdit Set(Replacement replacement) => new Setting(replacement);

    /// <summary>Creates an edit that adds an entry.</summary>
    public static StackEdit Begin(StackEntry entry) => Exchange(new[] { ((StackEntry?)null, (StackEntry?)entry) });

    /// <summary>Creates an edit that removes an entry, if it is still there.</summary>
    public static StackEdit End(StackEntry entry) => Exchange(new[] { ((StackEntry?)entry, (StackEntry?)null) });

    /// <summary>Creates an edit that removes entries and adds others.</summary>
    /// <param name="pairs">
    /// Each entry to remove, with the one that takes its place; null for none. If the removed entry is no longer there, or has another rank, the rank
    /// of the new entry determines its place.
    /// </param>
    public static StackEdit Exchange(IReadOnlyList<(StackEntry? Ended, StackEntry? Begun)> pairs) => new Exchanging(pairs);

    /// <summary>Creates an edit that puts other entries in the places of some, as far as these are still there.</summary>
    public static StackEdit Substitute(IReadOnlyList<(StackEntry Before, StackEntry After)> pairs) => new Substituting(pairs);

    /// <summary>Creates the edit that begins a flow patch.</summary>
    public static StackEdit EnterFlow(FlowEntry flow) => new EnteringFlow(flow);

    /// <summary>Creates the edit that ends a flow patch.</summary>
    public static StackEdit LeaveFlow() => new LeavingFlow();

    /// <summary>Creates an edit that undoes another, even if further edits were made since.</summary>
    /// <param name="before">The state before the edit to undo.</param>
    /// <param name="after">The state after the edit to undo.</param>
    public static StackEdit PutBack(HandleState before, HandleState after) => new PuttingBack(before, after);

    /// <summary>Changes the entries of a draft. The wrappers of the layers run afterwards.</summary>
    public abstract void Apply(StackDraft draft);

    /// <summary>Changes what the edit keeps outside of the state. Called right before the state is committed, under the handle's lock.</summary>
    public virtual void Commit()
    {
    }

    /// <summary>Undoes <see cref="Commit"/>, under the handle's lock.</summary>
    public virtual void Undo()
    {
    }

    /// <summary>Returns the new state if no wrapper has to run; null if the edit needs a draft.</summary>
    /// <remarks>A fast path: most handles have at most the replacement that <c>Patch</c> set.</remarks>
    public virtual HandleState? ApplySimply(HandleState state) => null;

    private static bool HasAtMostSetByPatch(HandleState state)
        => state.Layers.Count == 0 && (state.Replacements.Count == 0 || (state.Replacements.Count == 1 && state.Replacements[0] == state.SetByPatch));

    private sealed class Clearing() : StackEdit(isAdding: false)
    {
        public override void Apply(StackDraft draft) => draft.Clear();

        public override HandleState? ApplySimply(HandleState state)
            => HasAtMostSetByPatch(state) ? new HandleState([], setByPatch: null, [], state.Clears + 1) : null;
    }

    private sealed class Setting(Replacement begun) : StackEdit(isAdding: true)
    {
        public override void Apply(StackDraft draft) => draft.Set(begun);

        public override HandleState? ApplySimply(HandleState state)
            => HasAtMostSetByPatch(state) ? new HandleState(new[] { begun }, begun, [], state.Clears) : null;
    }

    private sealed class Exchanging(IReadOnlyList<(StackEntry? Ended, StackEntry? Begun)> pairs) : StackEdit(pairs.Any(pair => pair.Begun is not null))
    {
        public override void Apply(StackDraft draft)
        {
            foreach (var (ended, begun) in pairs)
                draft.Exchange(ended, begun);
        }
    }

    private sealed class Substituting(IReadOnlyList<(StackEntry Before, StackEntry After)> pairs) : StackEdit(isAdding: true)
    {
        public override void Apply(StackDraft draft)
        {
            foreach (var (before, after) in pairs)
                draft.Substitute(before, after);
        }
    }

    private sealed class EnteringFlow(FlowEntry flow) : StackEdit(isAdding: true)
    {
        public override void Apply(StackDraft draft) => draft.AddFlows(1);

        public override HandleState? ApplySimply(HandleState state)
            => state.Flows > 0 ? state.More() : state.Layers.Count == 0 ? flow.First(state) : null;
    }

    private sealed class LeavingFlow() : StackEdit(isAdding: false)
    {
        public override void Apply(StackDraft draft) => draft.AddFlows(-1);

        public override HandleState? ApplySimply(HandleState state) => state.Less;
    }

    private sealed class PuttingBack(HandleState before, HandleState after) : StackEdit(isAdding: false)
    {
        public override void Apply(StackDraft draft) => draft.PutBack(before, after);

        public override HandleState? ApplySimply(HandleState state) => state == after ? before : null;
    }
}
