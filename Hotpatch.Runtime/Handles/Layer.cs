namespace Hotpatch.Handles;

/// <summary>An entry that lies over a delegate: a wrapper, or a router.</summary>
/// <param name="priority">As for <see cref="StackEntry"/>. The layer with the highest priority is the outermost.</param>
/// <param name="order">As for <see cref="StackEntry"/>.</param>
/// <param name="owner">As for <see cref="StackEntry"/>.</param>
internal abstract class Layer(int priority, string? order, string? owner) : StackEntry(priority, order, owner)
{
    private PatchLayer? _public;

    public override PatchKind Kind => PatchKind.Layer;

    /// <summary>Gets whether <see cref="Over"/> runs foreign code, which must not happen under a lock or while a gate is closed.</summary>
    public abstract bool IsForeign { get; }

    /// <summary>Returns the delegate that runs if this layer lies over another delegate.</summary>
    /// <param name="below">The delegate below the layer, of the handle's delegate type.</param>
    /// <returns>A delegate of the handle's delegate type.</returns>
    public abstract Delegate Over(Delegate below);

    /// <summary>Returns the public object of the layer; always the same one.</summary>
    public PatchLayer PublicOf(PatchHandle handle)
        => _public ?? Interlocked.CompareExchange(ref _public, new PatchLayer(handle, this), null) ?? _public;
}
