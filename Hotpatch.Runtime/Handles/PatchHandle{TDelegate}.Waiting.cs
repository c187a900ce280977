using System.ComponentModel;
using Hotpatch.Handles;

namespace Hotpatch;

/// <content>The typed forms of what waits, tries and forces; and what keeps the untyped ones from taking a lambda that does not fit.</content>
public sealed partial class PatchHandle<TDelegate>
{
    /// <summary>Replaces the method's behaviour, as <see cref="Patch(TDelegate)"/> does, and waits no longer than it is told.</summary>
    /// <param name="replacement">What runs instead.</param>
    /// <param name="timeout">How long to wait for calls that are running; <see cref="Timeout.InfiniteTimeSpan"/> for as long as it takes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidReplacementException">As for <see cref="Patch(TDelegate)"/>.</exception>
    /// <exception cref="PatchDeadlockException">The method is running on this thread.</exception>
    /// <exception cref="PatchTimeoutException">The time is over. All is as it was.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled. All is as it was; the message says which calls are still running.</exception>
    public void Patch(TDelegate replacement, TimeSpan timeout, CancellationToken cancellationToken = default)
        => Change(StackEdit.Set(Conform(replacement)), timeout, cancellationToken);

    /// <summary>As <see cref="Patch(TDelegate, TimeSpan, CancellationToken)"/>, without holding a thread while it waits.</summary>
    /// <param name="replacement">What runs instead.</param>
    /// <param name="timeout">How long to wait; as long as it takes, where it is not given.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that completes when the patch is in effect, and fails as the other throws.</returns>
    /// <exception cref="InvalidReplacementException">As for <see cref="Patch(TDelegate)"/>.</exception>
    public Task PatchAsync(TDelegate replacement, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        => ChangeAsync(StackEdit.Set(Conform(replacement)), timeout, cancellationToken);

    /// <summary>Replaces the method's behaviour if it can be done at once, without waiting for anything.</summary>
    /// <param name="replacement">What runs instead.</param>
    /// <returns>Whether it was done; false where calls are running that would have to be waited for, or another patch is waiting.</returns>
    /// <exception cref="InvalidReplacementException">As for <see cref="Patch(TDelegate)"/>.</exception>
    public bool TryPatch(TDelegate replacement) => TryChange(StackEdit.Set(Conform(replacement)));

    /// <summary>
    /// Replaces the method's behaviour at once, whatever is running: as for <see cref="Consistency.Immediate"/>. A later patch that waits, waits
    /// for the calls of all older bodies.
    /// </summary>
    /// <param name="replacement">What runs instead.</param>
    /// <exception cref="InvalidReplacementException">As for <see cref="Patch(TDelegate)"/>.</exception>
    public void ForcePatch(TDelegate replacement) => Force(StackEdit.Set(Conform(replacement)));

    /// <summary>Replaces the method's behaviour until the scope is disposed, and waits no longer than it is told for that to take effect.</summary>
    /// <param name="replacement">What runs instead.</param>
    /// <param name="timeout">As for <see cref="Patch(TDelegate, TimeSpan, CancellationToken)"/>.</param>
    /// <param name="cancellationToken">As for <see cref="Patch(TDelegate, TimeSpan, CancellationToken)"/>.</param>
    /// <returns>The scope; its own end waits as long as it takes.</returns>
    /// <exception cref="InvalidReplacementException">As for <see cref="Patch(TDelegate)"/>.</exception>
    /// <exception cref="PatchDeadlockException">The method is running on this thread.</exception>
    /// <exception cref="PatchTimeoutException">The time is over. All is as it was.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled. All is as it was.</exception>
    public PatchScope PatchScoped(TDelegate replacement, TimeSpan timeout, CancellationToken cancellationToken = default)
        => BeginScope(Conform(replacement), timeout, cancellationToken);

    /// <summary>Keeps replacements that do not fit from compiling; for a delegate of unknown type, use <see cref="PatchHandle"/>.</summary>
    /// <param name="replacement">As for <see cref="PatchHandle.Patch(Delegate)"/>.</param>
    /// <param name="timeout">As for <see cref="PatchHandle.Patch(Delegate, TimeSpan, CancellationToken)"/>.</param>
    /// <param name="cancellationToken">As for <see cref="PatchHandle.Patch(Delegate, TimeSpan, CancellationToken)"/>.</param>
    [Obsolete(DoesNotFit, error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public new void Patch(Delegate replacement, TimeSpan timeout, CancellationToken cancellationToken) => base.Patch(replacement, timeout, cancellationToken);

    /// <summary>Keeps replacements that do not fit from compiling; for a delegate of unknown type, use <see cref="PatchHandle"/>.</summary>
    /// <param name="replacement">As for <see cref="PatchHandle.Patch(Delegate)"/>.</param>
    /// <param name="timeout">As for <see cref="PatchHandle.Patch(Delegate, TimeSpan, CancellationToken)"/>.</param>
    /// <param name="cancellationToken">As for <see cref="PatchHandle.Patch(Delegate, TimeSpan, CancellationToken)"/>.</param>
    /// <returns>The task.</returns>
    [Obsolete(DoesNotFit, error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public new Task PatchAsync(Delegate replacement, TimeSpan? timeout, CancellationToken cancellationToken) => base.PatchAsync(replacement, timeout, cancellationToken);

    /// <summary>Keeps replacements that do not fit from compiling; for a delegate of unknown type, use <see cref="PatchHandle"/>.</summary>
    /// <param name="replacement">As for <see cref="PatchHandle.Patch(Delegate)"/>.</param>
    /// <returns>Whether it was done.</returns>
    [Obsolete(DoesNotFit, error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public new bool TryPatch(Delegate replacement) => base.TryPatch(replacement);

    /// <summary>Keeps replacements that do not fit from compiling; for a delegate of unknown type, use <see cref="PatchHandle"/>.</summary>
    /// <param name="replacement">As for <see cref="PatchHandle.Patch(Delegate)"/>.</param>
    [Obsolete(DoesNotFit, error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public new void ForcePatch(Delegate replacement) => base.ForcePatch(replacement);

    /// <summary>Keeps replacements that do not fit from compiling; for a delegate of unknown type, use <see cref="PatchHandle"/>.</summary>
    /// <param name="replacement">As for <see cref="PatchHandle.Patch(Delegate)"/>.</param>
    /// <param name="timeout">As for <see cref="PatchHandle.Patch(Delegate, TimeSpan, CancellationToken)"/>.</param>
    /// <param name="cancellationToken">As for <see cref="PatchHandle.Patch(Delegate, TimeSpan, CancellationToken)"/>.</param>
    /// <returns>The scope.</returns>
    [Obsolete(DoesNotFit, error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public new PatchScope PatchScoped(Delegate replacement, TimeSpan timeout, CancellationToken cancellationToken) => base.PatchScoped(replacement, timeout, cancellationToken);
}
