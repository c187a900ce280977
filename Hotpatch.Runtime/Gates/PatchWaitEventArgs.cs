using System.ComponentModel;

namespace Hotpatch.Infrastructure;

/// <summary>Describes how long a change has waited for running calls. Not for use by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PatchWaitEventArgs : EventArgs
{
    internal PatchWaitEventArgs(string methods, TimeSpan duration, bool isMade) => (Methods, Duration, IsMade) = (methods, duration, isMade);

    /// <summary>Gets the full names of the methods, with commas between them.</summary>
    public string Methods { get; }

    /// <summary>Gets how long the change waited.</summary>
    public TimeSpan Duration { get; }

    /// <summary>Gets whether the change was made then. False if the time was over, or the wait was cancelled.</summary>
    public bool IsMade { get; }
}
