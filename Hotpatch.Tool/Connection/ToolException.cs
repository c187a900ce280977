namespace Hotpatch.Tool.Connection;

/// <summary>A command that can't be carried out: what to tell the user, and the exit code.</summary>
internal sealed class ToolException(int exitCode, string message, IReadOnlyList<string>? names = null) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    /// <summary>Gets the names that are similar, or that all match.</summary>
    public IReadOnlyList<string> Names { get; } = names ?? [];
}
