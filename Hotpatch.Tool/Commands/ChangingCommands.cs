using System.CommandLine;
using System.Globalization;
using Hotpatch.Hosting.Control.Protocol;
using Hotpatch.Tool.Connection;
using Hotpatch.Tool.Output;

namespace Hotpatch.Tool.Commands;

/// <summary>The commands that change something: apply, restore. The program must allow changes.</summary>
internal static class ChangingCommands
{
    public static Command Apply(ToolCommand tool)
    {
        var file = new Argument<FileInfo>("FIX.dll") { Description = "The patch library." };
        var guard = new Option<string?>("--guard") { Description = "Remove the library after so many exceptions in so long: 5/min, 3/10s." };
        var timeout = Timeout();
        var command = new Command("apply", "Applies a patch library as one step: all of it, or nothing.") { file, guard, timeout };
        tool.Connected(command, async (client, result, output, cancellationToken) =>
        {
            var path = result.GetValue(file)!.FullName;
            if (!File.Exists(path))
                throw new ToolException(ExitCode.Usage, $"A patch library was expected at {path}, but there is no file.");

            var (count, seconds) = result.GetValue(guard) is { } text ? GuardLimit.Parse(text) : (null, 0);
            Write(output, await client.Commands.ApplyAsync(new(path, count, seconds, Milliseconds(result.GetValue(timeout))), cancellationToken));
        });
        return command;
    }

    public static Command Restore(ToolCommand tool)
    {
        var name = new Argument<string?>("METHOD") { Description = "A method, whose replacements and layers are removed.", Arity = ArgumentArity.ZeroOrOne };
        var owner = new Option<string?>("--owner") { Description = "An owner, all of whose patches are removed." };
        var library = new Option<string?>("--library") { Description = "The name of a patch library, which is unloaded." };
        var timeout = Timeout();
        var command = new Command("restore", "Removes patches: those of a method, of an owner, or of a library.") { name, owner, library, timeout };
        command.Validators.Add(result =>
        {
            var given = new[] { result.GetValue(name), result.GetValue(owner), result.GetValue(library) }.Count(value => value is not null);
            if (given != 1)
                result.AddError("One of METHOD, --owner and --library was expected, but " + (given == 0 ? "none was given." : "several were given."));
        });
        tool.Connected(command, async (client, result, output, cancellationToken) => Write(output, await client.Commands.RestoreAsync(
            new(result.GetValue(name), result.GetValue(owner), result.GetValue(library), Milliseconds(result.GetValue(timeout))), cancellationToken)));
        return command;
    }

    private static Option<double> Timeout()
    {
        var timeout = new Option<double>("--timeout") { Description = "How many seconds to wait for running calls, at most 600.", DefaultValueFactory = _ => 10 };
        timeout.Validators.Add(result =>
        {
            if (result.GetValue(timeout) is not (>= 0 and <= 600))
                result.AddError("--timeout: seconds from 0 to 600 were expected.");
        });
        return timeout;
    }

    private static int Milliseconds(double seconds) => (int)(seconds * 1000);

    private static void Write(ToolOutput output, ChangeReport report)
    {
        if (output.TryWriteJson(report))
            return;

        foreach (var method in report.Methods)
        {
            output.WriteLine(method.Name);
            LookingCommands.WritePatches(output, method);
            if (method.Patches.Count == 0)
                output.WriteLine("  original");
        }

        foreach (var note in report.Notes)
            output.WriteLine(note);
    }
}
