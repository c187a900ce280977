using Hotpatch.Gates;
using Hotpatch.Handles;

namespace Hotpatch;

/// <content>Replacements and layers of all instantiations that hold until a scope is disposed.</content>
public sealed partial class GenericPatchHandle
{
    /// <summary>
    /// Patches all instantiations until the scope is disposed: those in use now, and each later one when it comes into use. The new replacements go
    /// on top; the earlier ones stay beneath them.
    /// </summary>
    /// <param name="factory">As for <see cref="Patch(Func{PatchHandle, IReadOnlyList{Type}, Delegate})"/>.</param>
    /// <returns>The scope; dispose it to remove the replacements.</returns>
    /// <exception cref="InvalidReplacementException">
    /// <paramref name="factory"/> is null, or a replacement doesn't fit its instantiation. Nothing has changed.
    /// </exception>
    /// <exception cref="PatchDeadlockException">
    /// The method is not <see cref="Consistency.Immediate"/>, and a call of it is running on this thread.
    /// </exception>
    public GenericPatchScope PatchScoped(Func<PatchHandle, IReadOnlyList<Type>, Delegate?> factory) => PatchScoped(factory, Timeout.InfiniteTimeSpan);

    /// <summary>Patches all instantiations until the scope is disposed, and waits at most a given time for running calls.</summary>
    /// <param name="factory">As for <see cref="Patch(Func{PatchHandle, IReadOnlyList{Type}, Delegate})"/>.</param>
    /// <param name="timeout">The longest time to wait, or <see cref="Timeout.InfiniteTimeSpan"/> to wait without limit.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The scope; dispose it to remove the replacements. Disposing waits without limit.</returns>
    /// <exception cref="InvalidReplacementException">
    /// <paramref name="factory"/> is null, or a replacement doesn't fit its instantiation. Nothing has changed.
    /// </exception>
    /// <exception cref="PatchDeadlockException">
    /// The method is not <see cref="Consistency.Immediate"/>, and a call of it is running on this thread.
    /// </exception>
    /// <exception cref="PatchTimeoutException">Calls are still running after <paramref name="timeout"/>. Nothing has changed.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled. Nothing has changed.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is negative and not infinite.</exception>
    public GenericPatchScope PatchScoped(
        Func<PatchHandle, IReadOnlyList<Type>, Delegate?> factory, TimeSpan timeout, CancellationToken cancellationToken = default)
        => Begin(Entry(factory), timeout, cancellationToken);

    /// <summary>
    /// Adds a layer to all instantiations until the scope is disposed: those in use now, and each later one when it comes into use.
    /// </summary>
    /// <param name="factory">
    /// Makes the wrapper of one instantiation from its handle and its type arguments; returns null to leave the instantiation as it is. The wrapper
    /// is one that <see cref="PatchHandle.Wrap(Func{Delegate, Delegate}, int)"/> takes. Hotpatch calls the factory as
    /// <see cref="Patch(Func{PatchHandle, IReadOnlyList{Type}, Delegate})"/> describes.
    /// </param>
    /// <param name="priority">Layers with a higher priority lie farther out. Among equal priorities, the newest lies farthest out.</param>
    /// <returns>The scope; dispose it to remove the layers.</returns>
    /// <exception cref="InvalidReplacementException">
    /// <paramref name="factory"/> is null, or a wrapper returns a delegate that doesn't fit. Nothing has changed.
    /// </exception>
    /// <exception cref="PatchException">
    /// An instantiation has no original that the layer could call: <see cref="PatchHandle.HasOriginal"/> is false.
    /// </exception>
    /// <exception cref="PatchDeadlockException">
    /// The method is not <see cref="Consistency.Immediate"/>, and a call of it is running on this thread.
    /// </exception>
    /// <example>
    /// <code>
    /// using (Patchable.ForAll(typeof(Box&lt;&gt;), "Get").Wrap((handle, types) => below => Logged(handle, below)))
    /// {
    ///     // every Get of every Box is logged
    /// }
    /// </code>
    /// </example>
#pragma warning disable RS0026, RS0027 // The type of the second argument selects the overload.
    public GenericPatchScope Wrap(Func<PatchHandle, IReadOnlyList<Type>, Func<Delegate, Delegate>?> factory, int priority = 0)
        => Wrap(factory, Timeout.InfiniteTimeSpan, CancellationToken.None, priority);

    /// <summary>Adds a layer to all instantiations until the scope is disposed, and waits at most a given time for running calls.</summary>
    /// <param name="factory">As for <see cref="Wrap(Func{PatchHandle, IReadOnlyList{Type}, Func{Delegate, Delegate}}, int)"/>.</param>
    /// <param name="timeout">The longest time to wait, or <see cref="Timeout.InfiniteTimeSpan"/> to wait without limit.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <param name="priority">As for <see cref="Wrap(Func{PatchHandle, IReadOnlyList{Type}, Func{Delegate, Delegate}}, int)"/>.</param>
    /// <returns>The scope; dispose it to remove the layers. Disposing waits without limit.</returns>
    /// <exception cref="InvalidReplacementException">
    /// <paramref name="factory"/> is null, or a wrapper returns a delegate that doesn't fit. Nothing has changed.
    /// </exception>
    /// <exception cref="PatchException">
    /// An instantiation has no original that the layer could call: <see cref="PatchHandle.HasOriginal"/> is false.
    /// </exception>
    /// <exception cref="PatchDeadlockException">
    /// The method is not <see cref="Consistency.Immediate"/>, and a call of it is running on this thread.
    /// </exception>
    /// <exception cref="PatchTimeoutException">Calls are still running after <paramref name="timeout"/>. Nothing has changed.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled. Nothing has changed.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is negative and not infinite.</exception>
#pragma warning disable CA1068 // In all members that wait, the token follows the time-out.
    public GenericPatchScope Wrap(
        Func<PatchHandle, IReadOnlyList<Type>, Func<Delegate, Delegate>?> factory,
        TimeSpan timeout,
        CancellationToken cancellationToken = default,
        int priority = 0)
#pragma warning restore RS0026, RS0027, CA1068
    {
        RequireWrappers(factory);
        return Begin(
            new FactoryEntry((handle, typeArguments) => factory(handle, typeArguments) is { } wrapper ? handle.LayerOf(wrapper, priority) : null),
            timeout,
            cancellationToken);
    }

    /// <summary>Removes a factory and the entries that it made. Waits as the end of a scope does; inside the method, doesn't wait.</summary>
    internal void End(FactoryEntry entry) => ChangeRun.End(new GenericChange(this, entry, begun: null));

    internal GenericPatchScope Begin(FactoryEntry entry, TimeSpan timeout, CancellationToken cancellationToken)
    {
        BeginFactory(entry, timeout, cancellationToken);
        return new GenericPatchScope(this, entry, guard: null);
    }

    private void BeginFactory(FactoryEntry entry, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var change = new GenericChange(this, ended: null, entry);
        ChangeRun.Run(change, new Patience(timeout, cancellationToken));
        try
        {
            change.Tell();
        }
        catch
        {
            // The caller gets no scope, so nobody could end the patch: end it here. Exceptions of subscribers to this second change are dropped, so
            // that the caller gets the first one.
            Shield(() => End(entry));
            throw;
        }
    }
}
