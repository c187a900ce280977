using Hotpatch.Handles;

namespace Hotpatch;

/// <content>Adds layers whose type is only known at run time.</content>
public abstract partial class PatchHandle
{
    /// <summary>
    /// Adds a layer: a delegate that runs instead of the current one, and can call it. Use this if the signature is only known at run time.
    /// </summary>
    /// <param name="wrapper">
    /// Makes the delegate to run from the delegate below the layer, which is of <see cref="DelegateType"/>. It can return a delegate of another type
    /// with the same signature. Hotpatch calls it as <see cref="PatchHandle{TDelegate}.Wrap(Func{TDelegate, TDelegate}, int)"/> describes.
    /// </param>
    /// <param name="priority">Layers with a higher priority lie farther out. Among equal priorities, the newest lies farthest out.</param>
    /// <returns>The layer. Keep it: disposing it is the only way to remove just this layer.</returns>
    /// <exception cref="InvalidReplacementException">
    /// <paramref name="wrapper"/> is null, or returns null, a delegate that doesn't fit, or the patchable method itself. Nothing has changed.
    /// </exception>
    /// <exception cref="PatchException">The method has no original that the layer could call: <see cref="HasOriginal"/> is false.</exception>
    /// <exception cref="PatchDeadlockException">
    /// The method is not <see cref="Consistency.Immediate"/>, and a call of it is running on this thread; or a wrapper of the method makes the
    /// change.
    /// </exception>
#pragma warning disable RS0026 // The type of the second argument selects the overload.
    public PatchLayer Wrap(Func<Delegate, Delegate> wrapper, int priority = 0)
        => Wrap(wrapper, Timeout.InfiniteTimeSpan, CancellationToken.None, priority);

    /// <summary>Adds a layer whose signature is only known at run time, and waits at most a given time for running calls.</summary>
    /// <param name="wrapper">As for <see cref="Wrap(Func{Delegate, Delegate}, int)"/>.</param>
    /// <param name="timeout">The longest time to wait, or <see cref="Timeout.InfiniteTimeSpan"/> to wait without limit.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <param name="priority">As for <see cref="Wrap(Func{Delegate, Delegate}, int)"/>.</param>
    /// <returns>The layer. Keep it: disposing it is the only way to remove just this layer. Disposing waits without limit.</returns>
    /// <exception cref="InvalidReplacementException">As for <see cref="Wrap(Func{Delegate, Delegate}, int)"/>.</exception>
    /// <exception cref="PatchException">The method has no original that the layer could call: <see cref="HasOriginal"/> is false.</exception>
    /// <exception cref="PatchDeadlockException">
    /// The method is not <see cref="Consistency.Immediate"/>, and a call of it is running on this thread; or a wrapper of the method makes the
    /// change.
    /// </exception>
    /// <exception cref="PatchTimeoutException">Calls are still running after <paramref name="timeout"/>. Nothing has changed.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled. Nothing has changed.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is negative and not infinite.</exception>
#pragma warning disable CA1068 // In all members that wait, the token follows the time-out.
    public PatchLayer Wrap(
        Func<Delegate, Delegate> wrapper, TimeSpan timeout, CancellationToken cancellationToken = default, int priority = 0)
#pragma warning restore RS0026, CA1068
        => AddLayer(wrapper, priority, timeout, cancellationToken);

    /// <summary>Adds a layer. The wrapper receives a delegate of <see cref="DelegateType"/>.</summary>
    private protected PatchLayer AddLayer(Func<Delegate, Delegate?>? wrapper, int priority, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var layer = LayerOf(wrapper, priority);
        Begin(layer, timeout, cancellationToken);
        return layer.PublicOf(this);
    }

    /// <summary>Adds a layer with an owner, and at a place among those of other owners.</summary>
    /// <param name="wrapper">As for <see cref="Wrap(Func{Delegate, Delegate}, int)"/>.</param>
    /// <param name="options">The owner, the place, and how long to wait.</param>
    /// <returns>The layer. Keep it: disposing it is the only way to remove just this layer. Disposing waits without limit.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="options"/> has <see cref="PatchOptions.RollbackOnFault"/>.</exception>
    /// <exception cref="InvalidReplacementException">As for <see cref="Wrap(Func{Delegate, Delegate}, int)"/>.</exception>
    /// <exception cref="PatchException">
    /// The method has no original that the layer could call: <see cref="HasOriginal"/> is false. Or the owners of the method's layers name each other
    /// in a cycle.
    /// </exception>
    /// <exception cref="PatchDeadlockException">As for <see cref="Wrap(Func{Delegate, Delegate}, int)"/>.</exception>
    /// <exception cref="PatchTimeoutException">Calls are still running after <see cref="PatchOptions.WaitTime"/>. Nothing has changed.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled. Nothing has changed.</exception>
    public PatchLayer Wrap(Func<Delegate, Delegate> wrapper, PatchOptions options) => AddLayer(wrapper, options);

    private protected PatchLayer AddLayer(Func<Delegate, Delegate?>? wrapper, PatchOptions options)
    {
        RequireOptions(options);
        RequireNoGuard(options);
        var layer = LayerOf(wrapper, options.Priority ?? 0, options);
        Begin(layer, options.WaitTime, options.CancellationToken);
        return layer.PublicOf(this);
    }

    internal static void RequireNoGuard(PatchOptions options)
    {
        if (options.RollbackOnFault is not null)
        {
            throw new ArgumentException(
                $"Options without {nameof(PatchOptions.RollbackOnFault)} were expected for a layer: exceptions of the method itself pass through it. Catch them in the layer.",
                nameof(options));
        }
    }

    internal static void RequireOptions(PatchOptions? options) => _ = options ?? throw new ArgumentNullException(nameof(options));

    /// <summary>Creates a layer without adding it.</summary>
    internal WrapperLayer LayerOf(Func<Delegate, Delegate?>? wrapper, int priority, PatchOptions? options = null)
    {
        if (wrapper is null)
        {
            throw new InvalidReplacementException(
                $"{Name}: a wrapper was expected, but null was found. Pass a delegate that makes the layer from the delegate below it.");
        }

        // Throws if the method has no original: without a replacement, the layer would have nothing to call.
        _ = Original;
        return options is null
            ? new WrapperLayer(this, wrapper, priority)
            : new WrapperLayer(this, wrapper, priority, options.Owner) { Before = options.Before, After = options.After };
    }
}
