using System.CommandLine;
using System.Globalization;
using Hotpatch.Hosting.Control.Protocol;
using Hotpatch.Tool.Code;
using Hotpatch.Tool.Connection;
using Hotpatch.Tool.Output;

namespace Hotpatch.Tool.Commands;

/// <summary>The commands that look once: ps, list, show.</summary>
internal static class LookingCommands
{
    public static Command Ps(ToolCommand tool)
    {
        var command = new Command("ps", "Lists the processes of this user that have an open control channel.");
        tool.Set(command, async (result, output, cancellationToken) =>
        {
            var clients = await Processes.AllAsync(tool.FolderOf(result), tool.Error, cancellationToken);
            var processes = clients.Select(client => client.Process).ToArray();
            foreach (var client in clients)
                client.Dispose();

            if (output.TryWriteJson(processes))
                return;

            if (processes.Length == 0)
            {
                output.WriteLine($"no process has an open control channel in {tool.FolderOf(result)}");
                return;
            }

            output.WriteTable(
                ["PID", "NAME", "PATCHED", "SINCE", "CHANNEL", "STARTED"],
                [.. processes.Select(process => (IReadOnlyList<string>)
                [
                    Number(process.Id), process.Name, Number(process.Patched), Texts.Time(process.PatchedSince), process.CanWrite ? "changes allowed" : "read-only",
                    Texts.Time(process.Started),
                ])],
                needed: 5);
        });
        return command;
    }

    public static Command List(ToolCommand tool)
    {
        var pattern = new Argument<string?>("PATTERN") { Description = "A name, a part of it from a dot on, or a pattern with *. All methods without it.", Arity = ArgumentArity.ZeroOrOne };
        var isPatched = new Option<bool>("--patched") { Description = "Only methods on which something lies." };
        var limit = new Option<int>("--limit") { Description = "How many methods to list at most.", DefaultValueFactory = _ => 1000 };
        ToolCommand.AtLeast(limit, 1);
        var libraries = new Option<bool>("--libraries") { Description = "List the patch libraries that are applied instead, with what they patch." };
        var command = new Command("list", "Lists patchable methods, and what lies on them.") { pattern, isPatched, limit, libraries };
        tool.Connected(command, async (client, result, output, cancellationToken) =>
        {
            if (result.GetValue(libraries))
            {
                WriteLibraries(output, (await client.Commands.DumpAsync(cancellationToken)).Libraries);
                return;
            }

            var list = await client.Commands.ListAsync(new(result.GetValue(pattern), result.GetValue(isPatched), result.GetValue(limit)), cancellationToken);
            if (output.TryWriteJson(list))
                return;

            foreach (var method in list.Methods)
            {
                output.WriteLine(method.Name + (method.Consistency == "Immediate" ? "" : $"  {method.Consistency}"));
                WritePatches(output, method);
            }

            if (list.Methods.Count == 0)
                output.WriteLine(result.GetValue(isPatched) ? "nothing is patched" : "no patchable method");

            if (list.LeftOut > 0)
                output.WriteLine($"… and {list.LeftOut} more. Use a pattern, or --limit.");
        });
        return command;
    }

    public static Command Show(ToolCommand tool)
    {
        var name = tool.Method();
        var noCode = new Option<bool>("--no-code") { Description = "Leave out the C# code." };
        var command = new Command("show", "Shows all that is known of a method: what lies on it, its calls, and the C# that runs.") { name, noCode };
        tool.Connected(command, async (client, result, output, cancellationToken) =>
        {
            var details = await client.Commands.ShowAsync(result.GetValue(name)!, cancellationToken);
            var rate = await RateAsync(client, details, cancellationToken);
            var code = result.GetValue(noCode) ? [] : details.Code.Select(part => (part.Kind, Text: MethodSource.Of(part))).ToArray();
            if (output.TryWriteJson(new { details.Method, details.HasOriginal, details.InFlight, details.Path, details.IsReplacedByHotReload, callsPerSecond = rate, code = code.Select(part => new { part.Kind, part.Text }) }))
                return;

            WriteDetails(output, details, rate);
            WriteCode(output, code);
        });
        return command;
    }

    private static void WriteLibraries(ToolOutput output, IReadOnlyList<LibraryDescription> libraries)
    {
        if (output.TryWriteJson(libraries))
            return;

        foreach (var library in libraries)
        {
            var share = library.Share < 1 ? string.Create(CultureInfo.InvariantCulture, $", {library.Share * 100:0.##} % of the calls") : "";
            var faults = library.Faults is { } count ? string.Create(CultureInfo.InvariantCulture, $", guarded, {count} faults") : "";
            output.WriteLine($"{library.Name} {library.Version}{share}{faults}{(library.Path is null ? "" : $"  {library.Path}")}");
            foreach (var patch in library.Patches)
                output.WriteLine($"  {patch.Target}: {(patch.IsLayer ? "layer " : "")}{patch.Method}");

            foreach (var skipped in library.Skipped)
                output.WriteLine($"  left out: {skipped}");
        }

        if (libraries.Count == 0)
            output.WriteLine("no patch library is applied");
    }

    private static void WriteDetails(ToolOutput output, MethodDetails details, double? rate)
    {
        output.WriteLine(details.Method.Name);
        output.WriteLine($"  assembly     {details.Method.Assembly}{(details.Path is null ? "" : $" ({details.Path})")}");
        output.WriteLine($"  consistency  {details.Method.Consistency}");
        output.WriteLine($"  original     {(details.HasOriginal ? "can be called" : "stays in the stub")}");
        if (details.InFlight is { } running)
            output.WriteLine($"  in flight    {Number(running)}");

        if (rate is { } calls)
            output.WriteLine($"  calls        {calls.ToString("0.#", CultureInfo.InvariantCulture)} a second");

        if (details.IsReplacedByHotReload)
            output.WriteLine("  Hot Reload has replaced the woven body, and calls see no patch.");

        WritePatches(output, details.Method);
        if (details.Method.Patches.Count == 0)
            output.WriteLine("  not patched");
    }

    // The stub, the original, then each library's method as a difference to the original.
    private static void WriteCode(ToolOutput output, IReadOnlyList<(string Kind, string Text)> code)
    {
        var original = code.FirstOrDefault(part => part.Kind == "original").Text;
        foreach (var (kind, text) in code)
        {
            output.WriteLine(string.Empty);
            output.WriteHeading(kind);
            foreach (var line in kind is "stub" or "original" || original is null ? text.Split('\n') : CodeDiff.Lines(original, text))
                output.WriteCode(line);
        }
    }

    // Measured for a moment: nothing is counted while nobody asks.
    private static async Task<double?> RateAsync(ControlClient client, MethodDetails details, CancellationToken cancellationToken)
    {
        const int Milliseconds = 500;
        if (!details.HasOriginal)
            return null;

        await foreach (var rows in client.Commands.MonitorAsync(new(details.Method.Name, Milliseconds), cancellationToken).WithCancellation(cancellationToken))
            return rows.FirstOrDefault(row => row.Name == details.Method.Name)?.CallsPerSecond;

        return null;
    }

    /// <summary>Writes what lies on a method, from the outside in.</summary>
    public static void WritePatches(ToolOutput output, MethodDescription method)
    {
        foreach (var patch in method.Patches)
            output.WriteLine("  " + Texts.Patch(patch));
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
