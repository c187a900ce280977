using System.CommandLine;
using Hotpatch.Hosting.Control.Channel;
using Hotpatch.Tool.Connection;
using Hotpatch.Tool.Output;
using StreamJsonRpc;

namespace Hotpatch.Tool.Commands;

/// <summary>What all commands have in common: their options, and how they fail.</summary>
internal sealed class ToolCommand(TextWriter output, TextWriter error, bool isTerminal)
{
    public Option<bool> Json { get; } = new("--json") { Description = "Write the result as JSON. watch and monitor write one document a line.", Recursive = true };

    public Option<string?> Process { get; } = new("--process", "-p") { Description = "The id or the name of the process. Not needed if only one has a control channel.", Recursive = true };

    public Option<string?> Folder { get; } = new("--folder") { Description = "The folder of the sockets, if the program has its own (Hotpatch:Control:Folder).", Recursive = true };

    /// <summary>Lets a command run over a connection to the process that the user means.</summary>
    public void Connected(Command command, Func<ControlClient, ParseResult, ToolOutput, CancellationToken, Task> run)
        => Set(command, async (result, tool, cancellationToken) =>
        {
            using var client = await Processes.OneAsync(FolderOf(result), result.GetValue(Process), cancellationToken);
            await run(client, result, tool, cancellationToken);
        });

    /// <summary>Lets a command run, and turns its failures into a message and an exit code.</summary>
    public void Set(Command command, Func<ParseResult, ToolOutput, CancellationToken, Task> run)
        => command.SetAction(async (result, cancellationToken) =>
        {
            var tool = new ToolOutput(output, result.GetValue(Json), isTerminal);
            try
            {
                await run(result, tool, cancellationToken);
                return ExitCode.Success;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // The user has ended a command that runs until then.
                return ExitCode.Success;
            }
            catch (Exception exception) when (exception is ToolException or RemoteRpcException or ObjectDisposedException or IOException or UnauthorizedAccessException)
            {
                var failure = Failures.Of(exception);
                if (!tool.TryWriteJson(new { error = failure.Message, exitCode = failure.ExitCode, names = failure.Names }))
                    await error.WriteLineAsync("hotpatch: " + failure.Message);

                return failure.ExitCode;
            }
        });

    public string FolderOf(ParseResult result) => result.GetValue(Folder) ?? ControlFolder.Default;
}
