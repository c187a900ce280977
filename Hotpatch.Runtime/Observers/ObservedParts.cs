namespace Hotpatch;

/// <summary>The parts of a call that an observer reads. Each part costs time in each observed call.</summary>
[Flags]
public enum ObservedParts
{
    /// <summary>Only the method, the exception and whether the method was patched. Such an observer allocates nothing.</summary>
    None = 0,

    /// <summary>The instance and the arguments, as they were at the beginning of the call.</summary>
    Arguments = 1,

    /// <summary>The result; for a task, its value.</summary>
    Result = 2,

    /// <summary>The start time, the duration and the thread.</summary>
    Time = 4,

    /// <summary>All parts.</summary>
    All = Arguments | Result | Time,
}
