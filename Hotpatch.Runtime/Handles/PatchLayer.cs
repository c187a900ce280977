using System.Globalization;
using Hotpatch.Handles;

namespace Hotpatch;

/// <summary>A layer that lies over what a method runs otherwise. Made by <see cref="PatchHandle{TDelegate}.Wrap(Func{TDelegate, TDelegate}, int)"/>.</summary>
/// <remarks>
/// Disposing takes out this layer and no other, so that layers may go in any order; those farther out are laid over what is left. Disposing again, or
/// after <see cref="PatchHandle.Restore()"/>, does nothing. For a method that is not <see cref="Consistency.Immediate"/>, disposing waits as
/// <see cref="PatchScope.Dispose"/> does, and it throws no more than that.
/// Thread safe. It keeps nothing alive of a layer that was taken out.
/// </remarks>
public sealed class PatchLayer : IDisposable
{
    // As long as it is to be taken out, the handle has it.
    private readonly WeakReference<Layer> _layer;
    private volatile Exception? _failure;
    private int _isDisposed;

    internal PatchLayer(PatchHandle handle, Layer layer)
    {
        Handle = handle;
        Priority = layer.Priority;
        Owner = layer.Owner;
        _layer = new WeakReference<Layer>(layer);
    }

    /// <summary>The handle that has the layer.</summary>
    public PatchHandle Handle { get; }

    /// <summary>Layers of a higher number lie farther out; among equals the newest does.</summary>
    public int Priority { get; }

    /// <summary>Who is responsible for the layer, where a patch library has brought it; null otherwise.</summary>
    public string? Owner { get; }

    /// <summary>
    /// Why the layer was taken out although nobody has said so: what its wrapper threw when something below it was taken out, which had to succeed.
    /// Null otherwise.
    /// </summary>
    public Exception? Failure
    {
        get => _failure;
        internal set => _failure = value;
    }

    /// <summary>Returns the method's full name, the priority, and the owner if there is one.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
        => string.Format(CultureInfo.InvariantCulture, Owner is null ? "{0}: layer of priority {1}" : "{0}: layer of priority {1}, owned by {2}", Handle.Name, Priority, Owner);

    /// <summary>Takes this layer out.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0 || !_layer.TryGetTarget(out var layer))
            return;

        try
        {
            Handle.End(layer);
        }
        catch
        {
            // A wrapper may not do it; it is there to be disposed later.
            Volatile.Write(ref _isDisposed, 0);
            throw;
        }
    }
}
