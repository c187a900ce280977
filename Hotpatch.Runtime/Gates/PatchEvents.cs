using System.ComponentModel;

namespace Hotpatch.Infrastructure;

/// <summary>Tells of what happens in the process, for logs and metrics. Subscribers must not throw. Thread safe. Not for use by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PatchEvents
{
    /// <summary>
    /// Raised after a change has waited for running calls, on the thread that made the change. The sender is null.
    /// </summary>
    public static event EventHandler<PatchWaitEventArgs>? Waited;

    /// <summary>Raised after a guard has removed a patch, on a thread of the thread pool. The sender is the guard.</summary>
    public static event EventHandler? GuardFired;

    internal static void Tell(PatchWaitEventArgs wait) => Waited?.Invoke(null, wait);

#pragma warning disable MA0092 // The guard, as for its own event.
    internal static void TellOfGuard(object guard) => GuardFired?.Invoke(guard, EventArgs.Empty);
#pragma warning restore MA0092
}
