using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Hotpatch.Hosting.Control.Protocol;
using Hotpatch.Tool.Connection;
using Hotpatch.Tool.Output;
using Spectre.Console;

namespace Hotpatch.Tool.Commands;

/// <summary>The commands that look until the user ends them: watch, monitor.</summary>
internal static class LiveCommands
{
    private static readonly string[] Headings = ["METHOD", "CALLS", "CALLS/S", "FAULTS", "IN FLIGHT", "MEAN", "P50", "P90", "P99"];

    public static Command Watch(ToolCommand tool)
    {
        var name = new Argument<string>("METHOD") { Description = "The method: its full name, or a part from a dot on that no other has." };
        var depth = new Option<int>("--depth") { Description = "How deep objects are shown: 0 for their types only.", DefaultValueFactory = _ => 1 };
        var count = new Option<int?>("--count", "-n") { Description = "End after so many calls." };
        var rate = new Option<int>("--rate") { Description = "How many calls of a second to show at most.", DefaultValueFactory = _ => 100 };
        rate.Validators.Add(result => AtLeast(result, result.GetValue(rate), 1));
        count.Validators.Add(result => AtLeast(result, result.GetValue(count) ?? 1, 1));
        depth.Validators.Add(result => AtLeast(result, result.GetValue(depth), 0));
        var command = new Command("watch", "Shows each call of a method as it ends: arguments, result or exception, duration.") { name, depth, count, rate };
        tool.Connected(command, async (client, result, output, cancellationToken) =>
        {
            var query = new WatchQuery(result.GetValue(name)!, result.GetValue(depth), result.GetValue(count), result.GetValue(rate));
            var dropped = 0L;
            await foreach (var call in client.Commands.WatchAsync(query, cancellationToken).WithCancellation(cancellationToken))
            {
                if (output.TryWriteJson(call, isLine: true))
                    continue;

                if (call.Dropped > dropped)
                    output.WriteLine($"… {(call.Dropped - dropped).ToString(CultureInfo.InvariantCulture)} calls were not shown: more than --rate");

                dropped = Math.Max(dropped, call.Dropped);
                output.WriteLine(Texts.Call(call));
            }
        }, isEndless: true);
        return command;
    }

    public static Command Monitor(ToolCommand tool)
    {
        var pattern = new Argument<string>("PATTERN") { Description = "A name, a part of it from a dot on, or a pattern with *." };
        var interval = new Option<double>("--interval") { Description = "The seconds between two updates.", DefaultValueFactory = _ => 1 };
        var count = new Option<int?>("--count", "-n") { Description = "End after so many updates." };
        interval.Validators.Add(result =>
        {
            if (result.GetValue(interval) is not (>= 0.1 and <= 3600))
                result.AddError("--interval: seconds from 0.1 to 3600 were expected.");
        });
        count.Validators.Add(result => AtLeast(result, result.GetValue(count) ?? 1, 1));
        var command = new Command("monitor", "Counts and times the calls of methods, in a table that refreshes.") { pattern, interval, count };
        tool.Connected(command, async (client, result, output, cancellationToken) =>
        {
            var updates = client.Commands.MonitorAsync(new(result.GetValue(pattern)!, (int)(result.GetValue(interval) * 1000)), cancellationToken);
            if (output.IsTerminal)
            {
                await output.Console.Live(new Table()).StartAsync(context => EachAsync(updates, result.GetValue(count), rows =>
                {
                    context.UpdateTarget(ToolOutput.TableOf(Headings, Rows(rows)));
                    context.Refresh();
                }, cancellationToken));
                return;
            }

            await EachAsync(updates, result.GetValue(count), rows =>
            {
                if (!output.TryWriteJson(rows, isLine: true))
                    output.WriteTable(Headings, Rows(rows));
            }, cancellationToken);
        }, isEndless: true);
        return command;
    }

    private static void AtLeast(OptionResult result, int value, int least)
    {
        if (value < least)
            result.AddError($"{result.Option.Name}: a number of at least {least.ToString(CultureInfo.InvariantCulture)} was expected, but {value.ToString(CultureInfo.InvariantCulture)} was found.");
    }

    private static async Task EachAsync(
        IAsyncEnumerable<IReadOnlyList<MonitorRow>> updates, int? count, Action<IReadOnlyList<MonitorRow>> show, CancellationToken cancellationToken)
    {
        var left = count ?? int.MaxValue;
        await foreach (var rows in updates.WithCancellation(cancellationToken))
        {
            show(rows);
            if (--left <= 0)
                return;
        }
    }

    // The busiest first; those that nobody calls are only counted by the process.
    private static IReadOnlyList<IReadOnlyList<string>> Rows(IReadOnlyList<MonitorRow> rows)
        => [.. rows.OrderByDescending(row => row.CallsPerSecond).ThenBy(row => row.Name, StringComparer.Ordinal).Select(row => (IReadOnlyList<string>)
        [
            row.Name, Number(row.Calls), Number(row.CallsPerSecond), Number(row.Faults), Number(row.InFlight), Texts.Milliseconds(row.Mean), Texts.Milliseconds(row.Median),
            Texts.Milliseconds(row.P90), Texts.Milliseconds(row.P99),
        ])];

    private static string Number(double number) => number.ToString("0", CultureInfo.InvariantCulture);
}
