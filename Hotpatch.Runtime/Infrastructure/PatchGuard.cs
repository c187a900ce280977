using System.ComponentModel;

namespace Hotpatch.Infrastructure;

/// <summary>Counts the faults of a patch library. Thread safe. Not for use by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PatchGuard
{
    /// <summary>Creates a guard.</summary>
    /// <param name="subject">The name of the library.</param>
    /// <param name="limit">How many faults are too many.</param>
    public PatchGuard(string subject, FaultLimit limit) => Guard = new FaultGuard(subject, limit) { KeepsTexts = true };

    /// <summary>Gets the public object of the guard.</summary>
    public FaultGuard Guard { get; }

    /// <summary>Sets what removes the library's patches. Runs it at once if there were too many faults before.</summary>
    /// <param name="remove">Removes the patches, without waiting.</param>
    public void Begin(Action remove) => Guard.Begin(remove);
}
