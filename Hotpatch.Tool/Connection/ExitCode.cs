namespace Hotpatch.Tool.Connection;

/// <summary>The exit codes. Stable: scripts use them. docs/reference/tool.md has them.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int Failure = 1;
    public const int Usage = 2;
    public const int NoProcess = 3;
    public const int NoMethod = 4;
    public const int Refused = 5;
    public const int Timeout = 6;
    public const int ReadOnly = 7;
    public const int Version = 8;
    public const int Disconnected = 9;
}
