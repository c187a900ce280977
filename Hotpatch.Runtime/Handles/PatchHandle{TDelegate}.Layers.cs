using Hotpatch.Handles;

namespace Hotpatch;

/// <content>Adds layers.</content>
public sealed partial class PatchHandle<TDelegate>
{
    /// <summary>
    /// Adds a layer: a delegate that runs instead of the current one, and can call it. The layer stays if the replacement below it changes.
    /// </summary>
    /// <param name="wrapper">
    /// Makes the delegate to run from the delegate below the layer, which is a layer farther in, the topmost replacement or
    /// <see cref="PatchHandle.Original"/>.
    /// </param>
    /// <param name="priority">Layers with a higher priority lie farther out. Among equal priorities, the newest lies farthest out.</param>
    /// <returns>The layer. Keep it: disposing it is the only way to remove just this layer.</returns>
    /// <remarks>
    /// <para>
    /// Hotpatch calls the wrapper once when you add the layer, and again each time the delegate below it changes, on the thread that makes the
    /// change. The wrapper never runs under a lock or while a gate is closed. It can call the method, and can patch other methods. If it changes its
    /// own method, <see cref="PatchDeadlockException"/> is thrown.
    /// </para>
    /// <para>
    /// If the wrapper throws, or returns a delegate that doesn't fit, while something is added, the exception reaches the caller who adds it, and
    /// nothing changes. If that happens while something is removed, the layer is removed too, and <see cref="PatchLayer.Failure"/> holds the
    /// exception.
    /// </para>
    /// </remarks>
    /// <exception cref="InvalidReplacementException">
    /// <paramref name="wrapper"/> is null, or returns null or the patchable method itself. Nothing has changed.
    /// </exception>
    /// <exception cref="PatchException">
    /// The method has no original that the layer could call: <see cref="PatchHandle.HasOriginal"/> is false.
    /// </exception>
    /// <exception cref="PatchDeadlockException">
    /// The method is not <see cref="Consistency.Immediate"/>, and a call of it is running on this thread; or a wrapper of the method makes the
    /// change.
    /// </exception>
    /// <example>
    /// <code>
    /// using (PriceService.Patches.Quote.Wrap(next => (self, quantity) => Math.Max(0, next(self, quantity))))
    /// {
    ///     // no quote is negative
    /// }
    /// </code>
    /// </example>
#pragma warning disable RS0026 // The type of the second argument selects the overload.
    public PatchLayer Wrap(Func<TDelegate, TDelegate> wrapper, int priority = 0)
        => Wrap(wrapper, Timeout.InfiniteTimeSpan, CancellationToken.None, priority);

    /// <summary>Adds a layer, and waits at most a given time for running calls.</summary>
    /// <param name="wrapper">As for <see cref="Wrap(Func{TDelegate, TDelegate}, int)"/>.</param>
    /// <param name="timeout">The longest time to wait, or <see cref="Timeout.InfiniteTimeSpan"/> to wait without limit.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <param name="priority">As for <see cref="Wrap(Func{TDelegate, TDelegate}, int)"/>.</param>
    /// <returns>The layer. Keep it: disposing it is the only way to remove just this layer. Disposing waits without limit.</returns>
    /// <exception cref="InvalidReplacementException">As for <see cref="Wrap(Func{TDelegate, TDelegate}, int)"/>.</exception>
    /// <exception cref="PatchException">
    /// The method has no original that the layer could call: <see cref="PatchHandle.HasOriginal"/> is false.
    /// </exception>
    /// <exception cref="PatchDeadlockException">
    /// The method is not <see cref="Consistency.Immediate"/>, and a call of it is running on this thread; or a wrapper of the method makes the
    /// change.
    /// </exception>
    /// <exception cref="PatchTimeoutException">Calls are still running after <paramref name="timeout"/>. Nothing has changed.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled. Nothing has changed.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is negative and not infinite.</exception>
#pragma warning disable CA1068 // In all members that wait, the token follows the time-out.
    public PatchLayer Wrap(
        Func<TDelegate, TDelegate> wrapper, TimeSpan timeout, CancellationToken cancellationToken = default, int priority = 0)
#pragma warning restore RS0026, CA1068
        => AddLayer(Untyped(wrapper), priority, timeout, cancellationToken);

    /// <summary>Adds a layer with an owner, and at a place among those of other owners.</summary>
    /// <param name="wrapper">As for <see cref="Wrap(Func{TDelegate, TDelegate}, int)"/>.</param>
    /// <param name="options">The owner, the place, and how long to wait.</param>
    /// <returns>The layer. Keep it: disposing it is the only way to remove just this layer. Disposing waits without limit.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="InvalidReplacementException">As for <see cref="Wrap(Func{TDelegate, TDelegate}, int)"/>.</exception>
    /// <exception cref="PatchException">
    /// The method has no original that the layer could call: <see cref="PatchHandle.HasOriginal"/> is false. Or the owners of the method's layers name
    /// each other in a cycle.
    /// </exception>
    /// <exception cref="PatchDeadlockException">As for <see cref="Wrap(Func{TDelegate, TDelegate}, int)"/>.</exception>
    /// <exception cref="PatchTimeoutException">Calls are still running after <see cref="PatchOptions.WaitTime"/>. Nothing has changed.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled. Nothing has changed.</exception>
    public PatchLayer Wrap(Func<TDelegate, TDelegate> wrapper, PatchOptions options) => AddLayer(Untyped(wrapper), options);

    /// <summary>Creates a layer without adding it.</summary>
    internal WrapperLayer LayerOf(Func<TDelegate, TDelegate> wrapper, int priority, string? owner = null)
        => LayerOf(Untyped(wrapper), priority, owner is null ? null : new PatchOptions { Owner = owner });

    private static Func<Delegate, Delegate?>? Untyped(Func<TDelegate, TDelegate>? wrapper)
        => wrapper is null ? null : below => wrapper((TDelegate)below);
}
