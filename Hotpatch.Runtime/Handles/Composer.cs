namespace Hotpatch.Handles;

/// <summary>Applies an edit to states of a handle, and lays the layers over what is below them then.</summary>
/// <remarks>
/// What a layer has made of something is used again, from the state before and from earlier attempts, so that no wrapper is called twice with the
/// same. Not thread safe.
/// </remarks>
/// <param name="handle">The handle.</param>
/// <param name="edit">The edit.</param>
/// <param name="known">Layers that have been laid before, wherever they are now.</param>
internal sealed class Composer(PatchHandle handle, StackEdit edit, IReadOnlyList<HandleState.LaidLayer> known)
{
    // The handles on whose layers this thread is at work.
    [ThreadStatic]
    private static Call? _calling;

    private readonly LaidLayers _known = new(known);

    /// <summary>Refuses what a wrapper wants of its own method.</summary>
    /// <exception cref="PatchDeadlockException">A wrapper of the handle's is being called on this thread, and would be called again.</exception>
    public static void ThrowIfCalling(PatchHandle handle)
    {
        for (var call = _calling; call is not null; call = call.Outer)
        {
            if (call.Handle == handle)
            {
                throw new PatchDeadlockException(
                    $"{handle.Name}: a wrapper that leaves its method alone was expected, but it changes what lies below it, for which it would be called again.");
            }
        }
    }

    /// <summary>What the edit makes of a state.</summary>
    /// <param name="before">The state.</param>
    /// <param name="mayCall">Whether code of others may be called now.</param>
    /// <exception cref="PatchDeadlockException">A wrapper of the handle's is being called on this thread, and would be called again.</exception>
    /// <exception cref="StaleChangeException">It would have to be called, and must not.</exception>
    public Composition Compose(HandleState before, bool mayCall)
    {
        ThrowIfCalling(handle);
        if (edit.ApplySimply(before) is { } simple)
            return new Composition(before, simple, []);

        var draft = new StackDraft(before);
        edit.Apply(draft);
        if (draft.Layers.Count == 0)
            return new Composition(before, new HandleState(draft.Replacements, draft.Patched, [], draft.Clears), []);

        var below = draft.Replacements.Count > 0 ? draft.Replacements[0].Delegate : handle.Original;
        var laid = new List<HandleState.LaidLayer>(draft.Layers.Count);
        var dropped = new List<(Layer, Exception)>();
        LaidLayers? there = null;

        // From the lowest: most changes leave those as they are.
        for (var i = draft.Layers.Count - 1; i >= 0; i--)
        {
            var layer = draft.Layers[i];
            if (dropped.Count == 0 && before.FromBelow(laid.Count) is { } same && same.Layer == layer && ReferenceEquals(same.Below, below))
            {
                laid.Add(same);
                below = same.Over;
            }
            else if (((there ??= new LaidLayers(before.Layers)).Find(layer, below) ?? _known.Find(layer, below) ?? TryLay(layer, below, mayCall, dropped)) is { } over)
            {
                laid.Add(new HandleState.LaidLayer(layer, below, over));
                below = over;
            }
        }

        laid.Reverse();
        return new Composition(before, new HandleState(draft.Replacements, draft.Patched, laid, draft.Clears), dropped);
    }

    private Delegate? TryLay(Layer layer, Delegate below, bool mayCall, List<(Layer Layer, Exception Failure)> dropped)
    {
        if (layer.IsForeign && !mayCall)
            throw new StaleChangeException();

        var outer = _calling;
        try
        {
            _calling = new Call(handle, outer);
            var over = layer.Over(below);
            _known.Add(new HandleState.LaidLayer(layer, below, over));
            return over;
        }
#pragma warning disable CA1031 // What goes must go, whatever a layer says to what is left.
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

    /// <summary>What an edit makes of a state.</summary>
    /// <param name="Before">The state.</param>
    /// <param name="After">What becomes of it.</param>
    /// <param name="Dropped">The layers that could not be laid over what is below them then, and why.</param>
    internal sealed record Composition(HandleState Before, HandleState After, IReadOnlyList<(Layer Layer, Exception Failure)> Dropped);

    private sealed record Call(PatchHandle Handle, Call? Outer);
}
