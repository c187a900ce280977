using System.ComponentModel;
using Hotpatch.Handles;

namespace Hotpatch;

/// <content>
/// Typed forms of the members that choose how a change waits. Each untyped form is hidden by one that doesn't compile: otherwise a lambda that
/// doesn't fit would bind to the untyped form, and fail at run time.
/// </content>
public sealed partial class PatchHandle<TDelegate>
{
    /// <summary>Replaces the method's behaviour, and waits at most a given time for running calls.</summary>
    /// <param name="replacement">The delegate to run instead of the method.</param>
    /// <param name="timeout">The longest time to wait, or <see cref="Timeout.InfiniteTimeSpan"/> to wait without limit.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="InvalidReplacementException">As for <see cref="Patch(TDelegate)"/>.</exception>
    /// <exception cref="PatchDeadlockException">
    /// The method is not <see cref="Consistency.Immediate"/>, and a call of it is running on this thread; or a wrapper of the method makes the
    /// change.
    /// </exception>
    /// <exception cref="PatchTimeoutException">
    /// Calls are still running after <paramref name="timeout"/>. The message says which. Nothing has changed.
    /// </exception>
    /// <exception cref="OperationCanceledException">
    /// The wait was cancelled. The message says which calls are still running. Nothing has changed.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is negative and not infinite.</exception>
    public void Patch(TDelegate replacement, TimeSpan timeout, CancellationToken cancellationToken = default)
        => Change(StackEdit.Set(Conform(replacement)), timeout, cancellationToken);

    /// <summary>Replaces the method's behaviour, and waits for running calls without blocking a thread.</summary>
    /// <param name="replacement">The delegate to run instead of the method.</param>
    /// <param name="timeout">The longest time to wait; null to wait without limit.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>
    /// A task that completes when the patch is in effect. It fails with the other exceptions of
    /// <see cref="Patch(TDelegate, TimeSpan, CancellationToken)"/>.
    /// </returns>
    /// <exception cref="InvalidReplacementException">As for <see cref="Patch(TDelegate)"/>. Thrown at once.</exception>
    public Task PatchAsync(TDelegate replacement, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        => ChangeAsync(StackEdit.Set(Conform(replacement)), timeout, cancellationToken);

    /// <summary>Replaces the method's behaviour if that needs no wait.</summary>
    /// <param name="replacement">The delegate to run instead of the method.</param>
    /// <returns>
    /// True if the method was patched. False if calls are running that <see cref="Patch(TDelegate)"/> would wait for, or if another change of the
    /// method is waiting; nothing has changed then.
    /// </returns>
    /// <exception cref="InvalidReplacementException">As for <see cref="Patch(TDelegate)"/>.</exception>
    public bool TryPatch(TDelegate replacement) => TryChange(StackEdit.Set(Conform(replacement)));

    /// <summary>Replaces the method's behaviour at once, without waiting for running calls, as for <see cref="Consistency.Immediate"/>.</summary>
    /// <param name="replacement">The delegate to run instead of the method.</param>
    /// <remarks>
    /// Running calls finish with the body they started with. A later change that waits also waits for these calls; so does
    /// <see cref="PatchHandle.WaitForDrain()"/>.
    /// </remarks>
    /// <exception cref="InvalidReplacementException">As for <see cref="Patch(TDelegate)"/>.</exception>
    public void ForcePatch(TDelegate replacement) => Force(StackEdit.Set(Conform(replacement)));

    /// <summary>Replaces the method's behaviour until the scope is disposed, and waits at most a given time for running calls.</summary>
    /// <param name="replacement">The delegate to run instead of the method.</param>
    /// <param name="timeout">The longest time to wait, or <see cref="Timeout.InfiniteTimeSpan"/> to wait without limit.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The scope; dispose it to remove the replacement. Disposing waits without limit.</returns>
    /// <exception cref="InvalidReplacementException">As for <see cref="Patch(TDelegate)"/>.</exception>
    /// <exception cref="PatchDeadlockException">
    /// The method is not <see cref="Consistency.Immediate"/>, and a call of it is running on this thread; or a wrapper of the method makes the
    /// change.
    /// </exception>
    /// <exception cref="PatchTimeoutException">Calls are still running after <paramref name="timeout"/>. Nothing has changed.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled. Nothing has changed.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is negative and not infinite.</exception>
    public PatchScope PatchScoped(TDelegate replacement, TimeSpan timeout, CancellationToken cancellationToken = default)
        => BeginScope(Conform(replacement), timeout, cancellationToken);

#pragma warning disable RS0026 // With the same optional parameters, so that they are found whenever the others do not fit.

    /// <summary>
    /// Makes a replacement that doesn't fit a compile-time error. For a delegate whose type is only known at run time, use <see cref="PatchHandle"/>.
    /// </summary>
    /// <param name="replacement">As for <see cref="PatchHandle.Patch(Delegate)"/>.</param>
    /// <param name="timeout">As for <see cref="PatchHandle.Patch(Delegate, TimeSpan, CancellationToken)"/>.</param>
    /// <param name="cancellationToken">As for <see cref="PatchHandle.Patch(Delegate, TimeSpan, CancellationToken)"/>.</param>
    [Obsolete(DoesNotFit, error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public new void Patch(Delegate replacement, TimeSpan timeout, CancellationToken cancellationToken = default) => base.Patch(replacement, timeout, cancellationToken);

    /// <summary>
    /// Makes a replacement that doesn't fit a compile-time error. For a delegate whose type is only known at run time, use <see cref="PatchHandle"/>.
    /// </summary>
    /// <param name="replacement">As for <see cref="PatchHandle.Patch(Delegate)"/>.</param>
    /// <param name="timeout">As for <see cref="PatchHandle.PatchAsync(Delegate, TimeSpan?, CancellationToken)"/>.</param>
    /// <param name="cancellationToken">As for <see cref="PatchHandle.PatchAsync(Delegate, TimeSpan?, CancellationToken)"/>.</param>
    /// <returns>As for <see cref="PatchHandle.PatchAsync(Delegate, TimeSpan?, CancellationToken)"/>.</returns>
    [Obsolete(DoesNotFit, error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public new Task PatchAsync(Delegate replacement, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        => base.PatchAsync(replacement, timeout, cancellationToken);

    /// <summary>
    /// Makes a replacement that doesn't fit a compile-time error. For a delegate whose type is only known at run time, use <see cref="PatchHandle"/>.
    /// </summary>
    /// <param name="replacement">As for <see cref="PatchHandle.Patch(Delegate)"/>.</param>
    /// <returns>As for <see cref="PatchHandle.TryPatch(Delegate)"/>.</returns>
    [Obsolete(DoesNotFit, error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public new bool TryPatch(Delegate replacement) => base.TryPatch(replacement);

    /// <summary>
    /// Makes a replacement that doesn't fit a compile-time error. For a delegate whose type is only known at run time, use <see cref="PatchHandle"/>.
    /// </summary>
    /// <param name="replacement">As for <see cref="PatchHandle.Patch(Delegate)"/>.</param>
    [Obsolete(DoesNotFit, error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public new void ForcePatch(Delegate replacement) => base.ForcePatch(replacement);

    /// <summary>
    /// Makes a replacement that doesn't fit a compile-time error. For a delegate whose type is only known at run time, use <see cref="PatchHandle"/>.
    /// </summary>
    /// <param name="replacement">As for <see cref="PatchHandle.Patch(Delegate)"/>.</param>
    /// <param name="timeout">As for <see cref="PatchHandle.PatchScoped(Delegate, TimeSpan, CancellationToken)"/>.</param>
    /// <param name="cancellationToken">As for <see cref="PatchHandle.PatchScoped(Delegate, TimeSpan, CancellationToken)"/>.</param>
    /// <returns>As for <see cref="PatchHandle.PatchScoped(Delegate, TimeSpan, CancellationToken)"/>.</returns>
    [Obsolete(DoesNotFit, error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public new PatchScope PatchScoped(Delegate replacement, TimeSpan timeout, CancellationToken cancellationToken = default)
        => base.PatchScoped(replacement, timeout, cancellationToken);

#pragma warning restore RS0026
}
