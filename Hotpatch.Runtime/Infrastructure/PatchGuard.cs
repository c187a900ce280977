using System.ComponentModel;

namespace Hotpatch.Infrastructure;

/// <summary>Counts the faults of a patch library. Thread safe. Not for use by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PatchGuard
{
    /// <summary>Creates a guard.</summary>
    /// <param name="subject">The name of the library.</param>
    /// <param name="count">The number of faults that is too many.</param>
    /// <param name="window">The time within which they must occur.</param>
    /// <param name="filter">Returns whether an exception counts; null to count all.</param>
    /// <param name="answersWithOriginal">Whether the original answers instead.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is less than 1, or the window is not positive.</exception>
    public PatchGuard(string subject, int count, TimeSpan window, Func<Exception, bool>? filter, bool answersWithOriginal)
        => Guard = new FaultGuard(subject, count, window, filter, answersWithOriginal) { KeepsTexts = true };

    /// <summary>Gets the public object of the guard.</summary>
    public FaultGuard Guard { get; }

    /// <summary>Sets what removes the library's patches. Runs it at once if there were too many faults before.</summary>
    /// <param name="remove">Removes the patches, without waiting.</param>
    public void Begin(Action remove) => Guard.Begin(remove);
}
