using System.CommandLine;
using System.CommandLine.Invocation;
using Microsoft.Win32.SafeHandles;
using Hotpatch.Tool.Commands;
using Hotpatch.Tool.Connection;

namespace Hotpatch.Tool;

/// <summary>The command line.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] arguments)
    {
        if (!Console.IsOutputRedirected)
            return await RunAsync(arguments, Console.Out, Console.Error, isTerminal: true);

        // The console's own stream is silent when the other end of a pipe has gone, and a watch would go on for nobody. Of a file, several commands may write
        // one after the other, which the console's stream does right.
        using var handle = new SafeFileHandle(1, ownsHandle: false);
        await using var stream = new FileStream(handle, FileAccess.Write, bufferSize: 1);
        if (OperatingSystem.IsWindows() || stream.CanSeek)
            return await RunAsync(arguments, Console.Out, Console.Error, isTerminal: false);

        await using var output = new StreamWriter(stream) { AutoFlush = true };
        return await RunAsync(arguments, output, Console.Error, isTerminal: false);
    }

    /// <summary>Runs a command line, and writes to these writers.</summary>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error, bool isTerminal, CancellationToken cancellationToken = default)
    {
        var tool = new ToolCommand(output, error, isTerminal);
        var root = new RootCommand("Looks at running programs that use Hotpatch, and patches them.") { tool.Json, tool.Process, tool.Folder };
        foreach (var command in new[]
        {
            LookingCommands.Ps(tool), LookingCommands.List(tool), LookingCommands.Show(tool),
            LiveCommands.Watch(tool), LiveCommands.Monitor(tool), TraceCommand.Create(tool), RecordingCommands.Record(tool), RecordingCommands.Replay(tool),
            ApplyCommand.Create(tool), ChangingCommands.Restore(tool), ChangingCommands.Share(tool), ChangingCommands.Promote(tool), ChangingCommands.Withdraw(tool),
            DumpCommand.Create(tool), NewCommand.Create(tool),
            FileCommands.Verify(tool), FileCommands.Sign(tool), FileCommands.KeyCommands(tool), FileCommands.Weave(tool), DoctorCommand.Create(tool),
            McpCommand.Create(tool, CaptureAsync), CompletionCommand.Create(tool),
        })
            root.Subcommands.Add(command);

        // A file of arguments is nothing that a command needs, and its lines would stand in a message.
        var result = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (result.Action is ParseErrorAction failure)
            failure.ShowHelp = false;

        var exitCode = await result.InvokeAsync(new InvocationConfiguration { Output = output, Error = error }, cancellationToken);
        return result.Errors.Count > 0 ? ExitCode.Usage : exitCode;
    }

    /// <summary>Runs a command line, and returns its exit code and all that it writes.</summary>
    public static async Task<(int ExitCode, string Output)> CaptureAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var written = new StringWriter();
        var output = TextWriter.Synchronized(written);
        var exitCode = await RunAsync(arguments, output, output, isTerminal: false, cancellationToken);
        return (exitCode, written.ToString());
    }
}
