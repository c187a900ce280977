namespace Hotpatch.Tests.Gates.Model;

/// <summary>What a <see cref="WaitingModel"/> may do otherwise.</summary>
internal enum WaitingMistake
{
    /// <summary>A call looks whether the gate is closed, and joins the line later.</summary>
    LookedBeforeQueued,

    /// <summary>Who opens the gate wakes those that wait, and they try again.</summary>
    OnlyWoken,

    /// <summary>Who opens the gate counts those that it lets in when it is open.</summary>
    CountedAfterOpening,

    /// <summary>A call that was let in is counted no longer before its thread counts it.</summary>
    HandedOverBackwards,

    /// <summary>A call leaves its thread before its task is counted.</summary>
    TaskAfterThread,

    /// <summary>The wait looks at threads, then at others.</summary>
    WithoutFirstLook,

    /// <summary>The wait looks at others, then at threads.</summary>
    WithoutLastLook,

    /// <summary>Nothing takes back what was counted of a call that was let in, when its thread is aborted before it begins.</summary>
    AbortedInLine,

    /// <summary>A thread is aborted between the two counts of a call that goes from one to the other.</summary>
    AbortedInStep,

    /// <summary>Nothing ends a call whose thread is aborted.</summary>
    AbortedInside,
}
