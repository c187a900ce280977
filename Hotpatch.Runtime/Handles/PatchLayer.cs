using System.Globalization;
using Hotpatch.Handles;

namespace Hotpatch;

/// <summary>A layer: a wrapper around the delegate below it. Dispose it to remove the layer.</summary>
/// <remarks>
/// <para>
/// <see cref="PatchHandle{TDelegate}.Wrap(Func{TDelegate, TDelegate}, int)"/> creates layers. Layers can be removed in any order. If a layer is
/// removed, the wrappers of the layers around it run again, for the delegate that is now below them.
/// </para>
/// <para>Thread safe. After the layer was removed, this object keeps nothing of it in memory.</para>
/// </remarks>
public sealed class PatchLayer : IDisposable
{
    // Weak: the handle keeps the layer in memory until the layer is removed.
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

    /// <summary>Gets the handle that has the layer.</summary>
    public PatchHandle Handle { get; }

    /// <summary>Gets the priority. Layers with a higher priority lie farther out. Among equal priorities, the newest lies farthest out.</summary>
    public int Priority { get; }

    /// <summary>Gets the owner: the name of who is responsible for the layer. Null if no patch library added it.</summary>
    public string? Owner { get; }

    /// <summary>Gets the exception of the wrapper because of which Hotpatch removed the layer; null otherwise.</summary>
    /// <remarks>
    /// A removal below the layer must succeed. If the wrapper throws for the delegate that is then below it, the layer is removed too.
    /// </remarks>
    public Exception? Failure
    {
        get => _failure;
        internal set => _failure = value;
    }

    /// <summary>Returns the method's full name, the priority, and the owner if there is one.</summary>
    /// <returns>The text: <c>Shop.PriceService.Quote(System.Int32): layer of priority 0</c>.</returns>
    public override string ToString()
        => string.Format(CultureInfo.InvariantCulture, Owner is null ? "{0}: layer of priority {1}" : "{0}: layer of priority {1}, owned by {2}", Handle.Name, Priority, Owner);

    /// <summary>
    /// Removes this layer and no other. Does nothing if the layer was removed before, for example by <see cref="PatchHandle.Restore()"/>.
    /// </summary>
    /// <remarks>Waits for running calls as <see cref="PatchScope.Dispose"/> does.</remarks>
    /// <exception cref="PatchDeadlockException">A wrapper of the same method disposes the layer. Dispose it again later.</exception>
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
            // Inside a wrapper of the method, End throws before it changes anything. Reset the flag, so that the layer can be disposed later.
            Volatile.Write(ref _isDisposed, 0);
            throw;
        }
    }
}
