namespace Hotpatch.Handles;

/// <summary>A wrapper around whatever lies below it.</summary>
/// <param name="priority">As for <see cref="StackEntry"/>: the highest is the outermost.</param>
/// <param name="order">As for <see cref="StackEntry"/>.</param>
/// <param name="owner">As for <see cref="StackEntry"/>.</param>
internal abstract class Layer(int priority, string? order, string? owner) : StackEntry(priority, order, owner)
{
    private PatchLayer? _public;

    /// <summary>Whether <see cref="Over"/> calls code of others, which must not happen under a lock or while a gate is closed.</summary>
    public abstract bool IsForeign { get; }

    /// <summary>What runs with this layer over something else.</summary>
    /// <param name="below">What lies below: a delegate that conforms to the handle.</param>
    /// <returns>A delegate that conforms to the handle.</returns>
    public abstract Delegate Over(Delegate below);

    /// <summary>The layer as those see it who look at its handle; always the same object.</summary>
    public PatchLayer PublicOf(PatchHandle handle)
        => _public ?? Interlocked.CompareExchange(ref _public, new PatchLayer(handle, this), null) ?? _public;
}
