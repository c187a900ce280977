using Hotpatch.Fody.Diagnostics;

namespace Hotpatch.Fody;

/// <summary>The result of weaving an assembly.</summary>
/// <param name="WovenMethods">The number of methods that were made patchable.</param>
/// <param name="Problems">The warnings and errors. If one of them is an error, nothing was written.</param>
public sealed record WeavingResult(int WovenMethods, IReadOnlyList<LogEntry> Problems)
{
    /// <summary>The number of methods of other assemblies, calls of which were made patchable.</summary>
    public int CalledMethods { get; init; }

    /// <summary>Whether one of the problems is an error.</summary>
    public bool HasErrors => Problems.Any(static problem => problem.Level == LogLevel.Error);
}
