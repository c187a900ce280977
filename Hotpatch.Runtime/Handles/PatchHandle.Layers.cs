using Hotpatch.Handles;

namespace Hotpatch;

/// <content>Layers, untyped.</content>
public abstract partial class PatchHandle
{
    /// <summary>
    /// Lays a layer over what the method runs, as <see cref="PatchHandle{TDelegate}.Wrap(Func{TDelegate, TDelegate}, int)"/> does, where the signature is
    /// known at run time only.
    /// </summary>
    /// <param name="wrapper">
    /// Makes what runs, from what lies below: a delegate of <see cref="DelegateType"/>. It may give one of another type with the same signature, which
    /// is bound anew. When it is called, says <see cref="PatchHandle{TDelegate}.Wrap(Func{TDelegate, TDelegate}, int)"/>.
    /// </param>
    /// <param name="priority">Layers of a higher number lie farther out; among equals the newest does.</param>
    /// <returns>The layer; dispose it to take it out again.</returns>
    /// <exception cref="InvalidReplacementException">
    /// The wrapper is null, or gives null, a delegate that does not fit, or the patchable method itself. Nothing has changed; the same holds when it throws.
    /// </exception>
    /// <exception cref="PatchException">There is no original to lie over: <see cref="HasOriginal"/> is false.</exception>
    /// <exception cref="PatchDeadlockException">The method waits for running calls, and one of them is on this thread.</exception>
#pragma warning disable RS0026 // The second argument tells which is meant.
    public PatchLayer Wrap(Func<Delegate, Delegate> wrapper, int priority = 0)
        => Wrap(wrapper, Timeout.InfiniteTimeSpan, CancellationToken.None, priority);

    /// <summary>As <see cref="Wrap(Func{Delegate, Delegate}, int)"/>, and waits no longer than it is told for that to take effect.</summary>
    /// <param name="wrapper">As for <see cref="Wrap(Func{Delegate, Delegate}, int)"/>.</param>
    /// <param name="timeout">As for <see cref="Patch(Delegate, TimeSpan, CancellationToken)"/>.</param>
    /// <param name="cancellationToken">As for <see cref="Patch(Delegate, TimeSpan, CancellationToken)"/>.</param>
    /// <param name="priority">As for <see cref="Wrap(Func{Delegate, Delegate}, int)"/>.</param>
    /// <returns>The layer; its own end waits as long as it takes.</returns>
    /// <exception cref="InvalidReplacementException">As for <see cref="Wrap(Func{Delegate, Delegate}, int)"/>.</exception>
    /// <exception cref="PatchException">There is no original to lie over: <see cref="HasOriginal"/> is false.</exception>
    /// <exception cref="PatchDeadlockException">The method is running on this thread.</exception>
    /// <exception cref="PatchTimeoutException">The time is over. All is as it was.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled. All is as it was.</exception>
#pragma warning disable CA1068 // Everything that waits has the token after the time-out.
    public PatchLayer Wrap(
        Func<Delegate, Delegate> wrapper, TimeSpan timeout, CancellationToken cancellationToken = default, int priority = 0)
#pragma warning restore RS0026, CA1068
        => Lay(wrapper, priority, timeout, cancellationToken);

    /// <summary>Lays a layer. The wrapper is given a delegate of <see cref="DelegateType"/>.</summary>
    private protected PatchLayer Lay(Func<Delegate, Delegate?>? wrapper, int priority, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var layer = LayerOf(wrapper, priority);
        Begin(layer, timeout, cancellationToken);
        return layer.PublicOf(this);
    }

    /// <summary>A layer that is not laid yet.</summary>
    internal WrapperLayer LayerOf(Func<Delegate, Delegate?>? wrapper, int priority)
    {
        if (wrapper is null)
            throw new InvalidReplacementException($"{Name}: a wrapper was expected, but null was found.");

        // Refuses where there is none.
        _ = Original;
        return new WrapperLayer(this, wrapper, priority);
    }
}
