namespace Hotpatch.Handles;

/// <summary>Applies an edit to a state of a handle, and builds the chain of layers anew over the result.</summary>
/// <remarks>
/// A wrapper is not called twice for the same delegate below it: results are reused from the state before the edit and from earlier attempts. Not
/// thread safe.
/// </remarks>
/// <param name="handle">The handle.</param>
/// <param name="edit">The edit.</param>
/// <param name="known">Layers that were applied before, with their results, whether or not they are still in the state.</param>
internal sealed class Composer(PatchHandle handle, StackEdit edit, IReadOnlyList<HandleState.AppliedLayer> known)
{
    // The wrappers that are running on this thread: each one's handle, the innermost call first.
    [ThreadStatic]
    private static Call? _calling;

    private readonly AppliedLayers _known = new(known);

    /// <summary>Throws if a wrapper of this handle is running on this thread: a change of the handle would call the wrapper again.</summary>
    /// <exception cref="PatchDeadlockException">A wrapper of the handle is running on this thread.</exception>
    public static void ThrowIfCalling(PatchHandle handle)
    {
        for (var call = _calling; call is not null; call = call.Outer)
        {
            if (call.Handle == handle)
            {
                throw new PatchDeadlockException(
                    $"{handle.Name}: a change by other code was expected, but a wrapper of this method makes it. Hotpatch would have to call the "
                    + "wrapper again for it. Make the change outside of the wrapper.");
            }
        }
    }

    /// <summary>Returns the state that the edit makes of a given state.</summary>
    /// <param name="before">The state before the edit.</param>
    /// <param name="mayCall">Whether wrappers may be called now. They must not run under a lock or while a gate is closed.</param>
    /// <exception cref="PatchDeadlockException">A wrapper of the handle is running on this thread.</exception>
    /// <exception cref="StaleChangeException">A wrapper would have to be called, and <paramref name="mayCall"/> is false.</exception>
    public Composition Compose(HandleState before, bool mayCall)
    {
        ThrowIfCalling(handle);
        if (edit.ApplySimply(before) is { } simple)
            return new Composition(before, simple, []);

        var draft = new StackDraft(before);
        edit.Apply(draft);
        draft.Settle(handle.FlowOrNull);
        if (draft.Layers.Count == 0)
            return new Composition(before, new HandleState(draft.Replacements, draft.SetByPatch, [], draft.Clears), []);

        var below = draft.Replacements.Count > 0 ? draft.Replacements[0].Delegate : handle.Bottom;
        var applied = new List<HandleState.AppliedLayer>(draft.Layers.Count);
        var dropped = new List<(Layer, Exception)>();
        AppliedLayers? inState = null;

        // From the innermost outwards: most changes leave the inner layers, and their results, as they are.
        for (var i = draft.Layers.Count - 1; i >= 0; i--)
        {
            var layer = draft.Layers[i];
            if (dropped.Count == 0 && before.FromBelow(applied.Count) is { } same && same.Layer == layer && ReferenceEquals(same.Below, below))
            {
                applied.Add(same);
                below = same.Over;
            }
            else if (((inState ??= new AppliedLayers(before.Layers)).Find(layer, below)
                ?? _known.Find(layer, below)
                ?? TryApply(layer, below, mayCall, dropped)) is { } over)
            {
                applied.Add(new HandleState.AppliedLayer(layer, below, over));
                below = over;
            }
        }

        applied.Reverse();
        return new Composition(before, new HandleState(draft.Replacements, draft.SetByPatch, applied, draft.Clears, draft.Flows), dropped);
    }

    private Delegate? TryApply(Layer layer, Delegate below, bool mayCall, List<(Layer Layer, Exception Failure)> dropped)
    {
        if (layer.IsForeign && !mayCall)
            throw new StaleChangeException();

        var outer = _calling;
        try
        {
            _calling = new Call(handle, outer);
            var over = layer.Over(below);
            _known.Add(new HandleState.AppliedLayer(layer, below, over));
            return over;
        }
#pragma warning disable CA1031 // A removal must succeed, even if a wrapper refuses the delegate that is now below it.
        catch (Exception failure) when (!edit.IsAdding)
#pragma warning restore CA1031
        {
            dropped.Add((layer, failure));
            return null;
        }
        finally
        {
            _calling = outer;
        }
    }

    /// <summary>The result of an edit.</summary>
    /// <param name="before">The state before the edit.</param>
    /// <param name="after">The state after the edit.</param>
    /// <param name="dropped">The layers whose wrappers failed for the new delegate below them, with the exceptions. These layers are removed.</param>
    internal sealed class Composition(HandleState before, HandleState after, IReadOnlyList<(Layer Layer, Exception Failure)> dropped)
    {
        public HandleState Before => before;

        public HandleState After => after;

        public IReadOnlyList<(Layer Layer, Exception Failure)> Dropped => dropped;
    }

    private sealed class Call(PatchHandle handle, Call? outer)
    {
        public PatchHandle Handle => handle;

        public Call? Outer => outer;
    }
}
