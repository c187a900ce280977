using System.Text.Json;
using Hotpatch.Hosting.Control.Protocol;
using StreamJsonRpc;

namespace Hotpatch.Tool.Connection;

/// <summary>Turns what the other end or the connection reports into a message and an exit code.</summary>
internal static class Failures
{
    public static ToolException Of(Exception exception)
        => exception switch
        {
            ToolException known => known,
            RemoteInvocationException remote => new(CodeOf(remote.ErrorCode), remote.Message, NamesOf(remote.ErrorData)),
            RemoteMethodNotFoundException => new(ExitCode.Version, $"A process that knows this command was expected, but it doesn't: {exception.Message} Update Hotpatch.Hosting in the program."),
            ConnectionLostException or ObjectDisposedException => new(ExitCode.Disconnected, "The process has ended, or has closed its control channel."),
            _ => new(ExitCode.Failure, exception.Message),
        };

    private static int CodeOf(int error)
        => error switch
        {
            ControlError.Version => ExitCode.Version,
            ControlError.NotFound or ControlError.Ambiguous => ExitCode.NoMethod,
            ControlError.ReadOnly => ExitCode.ReadOnly,
            ControlError.Refused => ExitCode.Refused,
            ControlError.Timeout => ExitCode.Timeout,
            ControlError.Argument => ExitCode.Usage,
            ControlError.Ended => ExitCode.Disconnected,
            _ => ExitCode.Failure,
        };

    private static string[] NamesOf(object? data)
        => data is JsonElement { ValueKind: JsonValueKind.Array } names ? [.. names.EnumerateArray().Select(name => name.ToString())] : [];
}
