using System.Diagnostics;
using Hotpatch.Infrastructure;

namespace Hotpatch.Gates;

/// <summary>Measures how long a change waits for running calls. Mutable.</summary>
internal struct Wait
{
    private long _begun;

    /// <summary>Starts the clock, unless it runs.</summary>
    public void Begin()
    {
        if (_begun == 0)
            _begun = Stopwatch.GetTimestamp();
    }

    /// <summary>Tells of the wait, if there was one. Called when all gates are open and no lock is held.</summary>
    public readonly void End(IChange change, bool isMade)
    {
        if (_begun != 0)
            PatchEvents.Tell(new(string.Join(", ", change.Names), TimeSpan.FromSeconds((Stopwatch.GetTimestamp() - _begun) / (double)Stopwatch.Frequency), isMade));
    }
}
