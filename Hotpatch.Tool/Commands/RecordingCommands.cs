using System.CommandLine;
using System.Globalization;
using Hotpatch.Hosting.Control.Protocol;
using Hotpatch.Tool.Connection;
using Hotpatch.Tool.Output;

namespace Hotpatch.Tool.Commands;

/// <summary>The commands that keep calls and run them again: record, replay.</summary>
internal static class RecordingCommands
{
    public static Command Record(ToolCommand tool)
    {
        var name = new Argument<string?>("METHOD") { Description = "The method whose next calls are kept.", Arity = ArgumentArity.ZeroOrOne };
        var depth = ToolCommand.Depth();
        var count = new Option<int>("--count", "-n") { Description = "How many calls to record, from 1 to 100.", DefaultValueFactory = _ => 10 };
        var list = new Option<bool>("--list") { Description = "Show the calls that the process keeps." };
        var clear = new Option<bool>("--clear") { Description = "Let the process forget them." };
        var command = new Command("record", "Keeps the next calls of a method in the process, so that replay can run them again.") { name, depth, count, list, clear };
        command.Validators.Add(result =>
        {
            if (new[] { result.GetValue(name) is not null, result.GetValue(list), result.GetValue(clear) }.Count(given => given) != 1)
                result.AddError("One of METHOD, --list and --clear was expected.");
        });
        tool.Connected(command, async (client, result, output, cancellationToken) =>
        {
            if (result.GetValue(clear))
            {
                var forgotten = await client.Commands.ForgetAsync(cancellationToken);
                if (!output.TryWriteJson(new { forgotten }))
                    output.WriteLine($"{Texts.Count(forgotten, "call")} forgotten");

                return;
            }

            if (result.GetValue(list))
            {
                var calls = await client.Commands.RecordedAsync(result.GetValue(depth), cancellationToken);
                if (output.TryWriteJson(calls))
                    return;

                foreach (var call in calls)
                    output.WriteLine($"{Number(call)} {call.Method}\n      {Texts.Call(call.Call)}");

                if (calls.Count == 0)
                    output.WriteLine("no recorded calls");

                return;
            }

            var query = new RecordQuery(result.GetValue(name)!, result.GetValue(depth), result.GetValue(count));
            await foreach (var call in client.Commands.RecordAsync(query, cancellationToken).WithCancellation(cancellationToken))
            {
                if (!output.TryWriteJson(call, isLine: true))
                    output.WriteLine($"{Number(call)} {Texts.Call(call.Call)}");
            }
        }, isEndless: true);
        return command;
    }

    public static Command Replay(ToolCommand tool)
    {
        var number = new Argument<long>("NUMBER") { Description = "The number of a recorded call." };
        var against = new Option<string>("--against") { Description = "What to run: original, current, or a patch library (FIX.dll or FIX.cs) with a replacement.", DefaultValueFactory = _ => "current" };
        var depth = ToolCommand.Depth();
        var timeout = ToolCommand.Timeout("the run");
        var command = new Command("replay", "Runs a recorded call again, and compares the results. The channel must allow changes, since code of the program runs.") { number, against, depth, timeout };
        tool.Connected(command, async (client, result, output, cancellationToken) =>
        {
            var target = result.GetValue(against)!;
            using var fix = target is "original" or "current" ? null : await FixFile.OpenAsync(target, key: null, keep: false, client, cancellationToken);
            var report = await client.Commands.ReplayAsync(
                new(result.GetValue(number), fix?.Library ?? target, result.GetValue(depth), ToolCommand.Milliseconds(result.GetValue(timeout))), cancellationToken);
            if (output.TryWriteJson(report))
                return;

            output.WriteLine($"{report.Call.Method}({string.Join(", ", report.Call.Call.Arguments.Select(argument => $"{argument.Name}: {argument.Value}"))})");
            output.WriteLine("  " + Texts.Run(report.Recorded));
            output.WriteLine("  " + Texts.Run(report.Run));
            output.WriteLine(!report.IsSame ? "different" : report.IsCut ? "the same, as far as they were compared" : "the same");
        });
        return command;
    }

    private static string Number(RecordedDescription call) => call.Number.ToString(CultureInfo.InvariantCulture).PadLeft(5);
}
