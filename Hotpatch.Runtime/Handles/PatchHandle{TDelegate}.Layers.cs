using Hotpatch.Handles;

namespace Hotpatch;

/// <content>Layers.</content>
public sealed partial class PatchHandle<TDelegate>
{
    /// <summary>
    /// Lays a layer over what the method runs: over the newest replacement, or <see cref="Original"/>, whatever comes to lie there, and over the layers
    /// that are farther in.
    /// </summary>
    /// <param name="wrapper">
    /// Makes what runs, from what lies below, which it may call or not. It is called once, on this thread, and again whenever what lies below has
    /// changed, on the thread that changes it; never under a lock or while a gate is closed. It may call the method, and change what others run,
    /// but not this one: <see cref="PatchDeadlockException"/>. What it throws then, or a result that does not fit,
    /// refuses the change where something comes. Where something goes, the layer is taken out as well; <see cref="PatchLayer.Failure"/> says why.
    /// </param>
    /// <param name="priority">Layers of a higher number lie farther out; among equals the newest does.</param>
    /// <returns>The layer; dispose it to take it out again.</returns>
    /// <exception cref="InvalidReplacementException">
    /// The wrapper is null, or gives null or the patchable method itself. Nothing has changed; the same holds when it throws.
    /// </exception>
    /// <exception cref="PatchException">There is no original to lie over: <see cref="PatchHandle.HasOriginal"/> is false.</exception>
    /// <exception cref="PatchDeadlockException">The method waits for running calls, and one of them is on this thread.</exception>
    /// <example>
    /// <code>
    /// using (PriceService.Patches.Quote.Wrap(next => (self, quantity) => Math.Max(0, next(self, quantity))))
    /// {
    ///     // no quote is negative
    /// }
    /// </code>
    /// </example>
#pragma warning disable RS0026 // The second argument tells which is meant.
    public PatchLayer Wrap(Func<TDelegate, TDelegate> wrapper, int priority = 0)
        => Wrap(wrapper, Timeout.InfiniteTimeSpan, CancellationToken.None, priority);

    /// <summary>As <see cref="Wrap(Func{TDelegate, TDelegate}, int)"/>, and waits no longer than it is told for that to take effect.</summary>
    /// <param name="wrapper">As for <see cref="Wrap(Func{TDelegate, TDelegate}, int)"/>.</param>
    /// <param name="timeout">As for <see cref="Patch(TDelegate, TimeSpan, CancellationToken)"/>.</param>
    /// <param name="cancellationToken">As for <see cref="Patch(TDelegate, TimeSpan, CancellationToken)"/>.</param>
    /// <param name="priority">As for <see cref="Wrap(Func{TDelegate, TDelegate}, int)"/>.</param>
    /// <returns>The layer; its own end waits as long as it takes.</returns>
    /// <exception cref="InvalidReplacementException">As for <see cref="Wrap(Func{TDelegate, TDelegate}, int)"/>.</exception>
    /// <exception cref="PatchException">There is no original to lie over: <see cref="PatchHandle.HasOriginal"/> is false.</exception>
    /// <exception cref="PatchDeadlockException">The method is running on this thread.</exception>
    /// <exception cref="PatchTimeoutException">The time is over. All is as it was.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled. All is as it was.</exception>
#pragma warning disable CA1068 // Everything that waits has the token after the time-out.
    public PatchLayer Wrap(
        Func<TDelegate, TDelegate> wrapper, TimeSpan timeout, CancellationToken cancellationToken = default, int priority = 0)
#pragma warning restore RS0026, CA1068
        => Lay(Untyped(wrapper), priority, timeout, cancellationToken);

    /// <summary>A layer that is not laid yet.</summary>
    internal WrapperLayer LayerOf(Func<TDelegate, TDelegate> wrapper, int priority) => LayerOf(Untyped(wrapper), priority);

    private static Func<Delegate, Delegate?>? Untyped(Func<TDelegate, TDelegate>? wrapper)
        => wrapper is null ? null : below => wrapper((TDelegate)below);
}
