using System.CommandLine;
using System.Globalization;
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
    /// <param name="command">The command.</param>
    /// <param name="run">What the command does.</param>
    /// <param name="isEndless">Whether the command runs until the user ends it, so that Ctrl+C is no failure.</param>
    public void Connected(Command command, Func<ControlClient, ParseResult, ToolOutput, CancellationToken, Task> run, bool isEndless = false)
        => Set(
            command,
            async (result, tool, cancellationToken) =>
            {
                using var client = await Processes.OneAsync(FolderOf(result), result.GetValue(Process), error, cancellationToken);
                await run(client, result, tool, cancellationToken);
            },
            isEndless);

    /// <summary>Lets a command run, and turns its failures into a message and an exit code.</summary>
    public void Set(Command command, Func<ParseResult, ToolOutput, CancellationToken, Task> run, bool isEndless = false)
        => command.SetAction(async (result, cancellationToken) =>
        {
            var tool = new ToolOutput(output, result.GetValue(Json), isTerminal);
            try
            {
                await run(result, tool, cancellationToken);
                return ExitCode.Success;
            }
            catch (OperationCanceledException) when (isEndless && cancellationToken.IsCancellationRequested)
            {
                return ExitCode.Success;
            }
            catch (Exception exception) when (exception is OperationCanceledException or ToolException or RemoteRpcException or ObjectDisposedException or IOException or UnauthorizedAccessException or PlatformNotSupportedException)
            {
                var failure = exception is OperationCanceledException
                    ? new ToolException(ExitCode.Failure, "The command was cancelled. The command show says what lies on a method now.")
                    : Failures.Of(exception);
                if (!tool.TryWriteJson(new { error = failure.Message, exitCode = failure.ExitCode, names = failure.Names }))
                    await error.WriteLineAsync("hotpatch: " + failure.Message);

                return failure.ExitCode;
            }
        });

    /// <summary>Creates the option that says how deep objects are shown.</summary>
    public static Option<int> Depth()
    {
        var depth = new Option<int>("--depth") { Description = "How deep objects are shown: 0 for their types only.", DefaultValueFactory = _ => 1 };
        AtLeast(depth, 0);
        return depth;
    }

    /// <summary>Creates the option that says how long to wait.</summary>
    public static Option<double> Timeout(string what)
    {
        var timeout = new Option<double>("--timeout") { Description = $"How many seconds to wait for {what}, at most 600.", DefaultValueFactory = _ => 10 };
        timeout.Validators.Add(result =>
        {
            if (result.GetValue(timeout) is not (>= 0 and <= 600))
                result.AddError("--timeout: seconds from 0 to 600 were expected.");
        });
        return timeout;
    }

    public static int Milliseconds(double seconds) => (int)(seconds * 1000);

    /// <summary>Refuses smaller numbers.</summary>
    public static void AtLeast<T>(Option<T> option, int least)
        => option.Validators.Add(result =>
        {
            if (result.GetValue(option) is int value && value < least)
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"{result.Option.Name}: a number of at least {least} was expected, but {value} was found."));
        });

    public TextWriter Error => error;

    public string FolderOf(ParseResult result) => result.GetValue(Folder) ?? ControlFolder.Default;
}
