namespace Hotpatch.Fody.Diagnostics;

/// <summary>How important an entry of the weaver's log is.</summary>
public enum LogLevel
{
    /// <summary>Details for a report about a failure of Hotpatch.</summary>
    Debug,

    /// <summary>An account of the weaver's work.</summary>
    Info,

    /// <summary>A problem that does not stop the build.</summary>
    Warning,

    /// <summary>A problem that stops the build.</summary>
    Error,
}
