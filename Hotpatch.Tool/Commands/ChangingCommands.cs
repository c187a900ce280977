using System.CommandLine;
using System.Globalization;
using Hotpatch.Hosting.Control.Protocol;
using Hotpatch.Tool.Connection;
using Hotpatch.Tool.Output;

namespace Hotpatch.Tool.Commands;

/// <summary>The commands that remove patches, and that decide about a share of the calls: restore, share, promote, withdraw. The program must allow changes.</summary>
internal static class ChangingCommands
{
    public static Command Restore(ToolCommand tool)
    {
        var name = new Argument<string?>("METHOD") { Description = "A method, whose replacements and layers are removed.", Arity = ArgumentArity.ZeroOrOne };
        var owner = new Option<string?>("--owner") { Description = "An owner, all of whose patches are removed." };
        var library = new Option<string?>("--library") { Description = "The name of a patch library, which is unloaded." };
        var timeout = ToolCommand.Timeout("running calls");
        var command = new Command("restore", "Removes patches: those of a method, of an owner, or of a library.") { name, owner, library, timeout };
        command.Validators.Add(result =>
        {
            var given = new[] { result.GetValue(name), result.GetValue(owner), result.GetValue(library) }.Count(value => value is not null);
            if (given != 1)
                result.AddError("One of METHOD, --owner and --library was expected, but " + (given == 0 ? "none was given." : "several were given."));
        });
        tool.Connected(command, async (client, result, output, cancellationToken) => Write(output, await client.Commands.RestoreAsync(
            new(result.GetValue(name), result.GetValue(owner), result.GetValue(library), ToolCommand.Milliseconds(result.GetValue(timeout))), cancellationToken)));
        return command;
    }

    public static Command Share(ToolCommand tool)
    {
        var share = new Argument<string>("SHARE") { Description = "The share of the calls that run it: 25%, or 0.25." };
        return Decide(tool, "share", "Changes the share of the calls that run a library's replacements.", CanaryDecision.Share, share);
    }

    public static Command Promote(ToolCommand tool) => Decide(tool, "promote", "Makes a library that holds for a share of the calls hold for all.", CanaryDecision.Promote);

    public static Command Withdraw(ToolCommand tool) => Decide(tool, "withdraw", "Removes a library that holds for a share of the calls.", CanaryDecision.Withdraw);

    /// <summary>Writes what has changed.</summary>
    public static void Write(ToolOutput output, ChangeReport report, bool isLine = false)
    {
        if (output.TryWriteJson(report, isLine))
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

    /// <summary>Reads a share: <c>10%</c>, or <c>0.1</c>.</summary>
    /// <exception cref="ToolException">The text is something else.</exception>
    public static double ReadShare(string text)
        => double.TryParse(text.TrimEnd('%'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && (text.EndsWith('%') ? number / 100 : number) is >= 0 and <= 1 and var share
                ? share
                : throw new ToolException(ExitCode.Usage, $"A share of the calls such as 10% or 0.1 was expected, but '{text}' was found.");

    private static Command Decide(ToolCommand tool, string word, string description, CanaryDecision decision, Argument<string>? share = null)
    {
        var name = new Argument<string>("NAME") { Description = "The name of the library, or a method that it patches." };
        var timeout = ToolCommand.Timeout("running calls");
        var command = new Command(word, description) { name, timeout };
        if (share is not null)
            command.Arguments.Add(share);

        tool.Connected(command, async (client, result, output, cancellationToken) => Write(output, await client.Commands.DecideAsync(
            new(result.GetValue(name)!, decision, share is null ? null : ReadShare(result.GetValue(share)!), ToolCommand.Milliseconds(result.GetValue(timeout))), cancellationToken)));
        return command;
    }
}
