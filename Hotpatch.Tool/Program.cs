using System.CommandLine;
using Hotpatch.Tool.Commands;
using Hotpatch.Tool.Connection;

namespace Hotpatch.Tool;

/// <summary>The command line.</summary>
internal static class Program
{
    public static Task<int> Main(string[] arguments) => RunAsync(arguments, Console.Out, Console.Error, !Console.IsOutputRedirected);

    /// <summary>Runs a command line, and writes to these writers.</summary>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error, bool isTerminal)
    {
        var tool = new ToolCommand(output, error, isTerminal);
        var root = new RootCommand("Looks at running programs that use Hotpatch, and patches them.") { tool.Json, tool.Process, tool.Folder };
        foreach (var command in new[]
        {
            LookingCommands.Ps(tool), LookingCommands.List(tool), LookingCommands.Show(tool),
            LiveCommands.Watch(tool), LiveCommands.Monitor(tool), TraceCommand.Create(tool), RecordingCommands.Record(tool), RecordingCommands.Replay(tool),
            ApplyCommand.Create(tool), ChangingCommands.Restore(tool), ChangingCommands.Share(tool), ChangingCommands.Promote(tool), ChangingCommands.Withdraw(tool),
            DumpCommand.Create(tool), NewCommand.Create(tool),
            FileCommands.Verify(tool), FileCommands.Sign(tool), FileCommands.KeyCommands(tool), FileCommands.Weave(tool),
        })
            root.Subcommands.Add(command);

        var result = root.Parse(arguments);
        var exitCode = await result.InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
        return result.Errors.Count > 0 ? ExitCode.Usage : exitCode;
    }
}
