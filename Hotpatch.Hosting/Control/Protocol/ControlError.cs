namespace Hotpatch.Hosting.Control.Protocol;

/// <summary>The codes of commands that could not be carried out. Stable: the tool turns them into exit codes.</summary>
internal static class ControlError
{
    /// <summary>The client must say hello first, or speaks another version of the protocol.</summary>
    public const int Version = 1001;

    /// <summary>No patchable method matches.</summary>
    public const int NotFound = 1002;

    /// <summary>Several patchable methods match where one is expected.</summary>
    public const int Ambiguous = 1003;

    /// <summary>The channel is read-only.</summary>
    public const int ReadOnly = 1004;

    /// <summary>The runtime refused the change. Nothing has changed.</summary>
    public const int Refused = 1005;

    /// <summary>Calls were still running when the time was over. Nothing has changed.</summary>
    public const int Timeout = 1006;

    /// <summary>An argument of the command is not valid.</summary>
    public const int Argument = 1007;

    /// <summary>The process has ended what the client was reading.</summary>
    public const int Ended = 1008;
}
