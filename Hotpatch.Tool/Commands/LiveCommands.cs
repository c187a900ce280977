using System.CommandLine;
using System.Globalization;
using Hotpatch.Hosting.Control.Protocol;
using Hotpatch.Tool.Code;
using Hotpatch.Tool.Connection;
using Hotpatch.Tool.Output;
using Spectre.Console;

namespace Hotpatch.Tool.Commands;

/// <summary>The commands that look until the user ends them: watch, monitor.</summary>
internal static class LiveCommands
{
    // With the narrowest terminal that shows them.
    private static readonly (string Heading, int Width, Func<MonitorRow, string> Cell)[] Columns =
    [
        ("CALLS", 100, row => Number(row.Calls)),
        ("CALLS/S", 0, row => Number(row.CallsPerSecond)),
        ("FAULTS", 0, row => Number(row.Faults)),
        ("IN FLIGHT", 100, row => Number(row.InFlight)),
        ("MEAN", 0, row => Texts.Milliseconds(row.Mean)),
        ("P50", 0, row => Texts.Milliseconds(row.Median)),
        ("P90", 120, row => Texts.Milliseconds(row.P90)),
        ("P99", 0, row => Texts.Milliseconds(row.P99)),
    ];

    public static Command Watch(ToolCommand tool)
    {
        var name = tool.Method();
        var depth = ToolCommand.Depth();
        var count = new Option<int?>("--count", "-n") { Description = "End after so many calls." };
        var rate = new Option<int>("--rate") { Description = "How many calls of a second to show at most.", DefaultValueFactory = _ => 100 };
        var sample = new Option<double>("--sample") { Description = "The share of the calls to look at, from 0 to 1, each picked at random.", DefaultValueFactory = _ => 1 };
        var when = new Option<string?>("--when") { Description = "A C# condition over the parameters, result, exception and milliseconds, such as 'total > 100 && customer.Name == \"x\"'." };
        var faults = new Option<bool>("--faults") { Description = "Only calls that throw." };
        var slower = new Option<double>("--slower") { Description = "Only calls that take at least so many milliseconds." };
        var caller = new Option<bool>("--caller") { Description = "Show who calls." };
        ToolCommand.AtLeast(rate, 1);
        ToolCommand.AtLeast(count, 1);
        ToolCommand.Check(sample, share => share is >= 0 and <= 1, "a share from 0 to 1");
        ToolCommand.Check(slower, milliseconds => milliseconds >= 0, "a number of milliseconds");
        var command = new Command("watch", "Shows each call of a method as it ends: arguments, result or exception, duration.") { name, depth, count, rate, sample, when, faults, slower, caller };
        tool.Connected(command, async (client, result, output, cancellationToken) =>
        {
            var method = result.GetValue(name)!;
            var query = new WatchQuery(
                method, result.GetValue(depth), result.GetValue(count), result.GetValue(rate), result.GetValue(sample), result.GetValue(caller), result.GetValue(faults), result.GetValue(slower),
                result.GetValue(when) is { } text ? await WhenAsync(client, method, text, cancellationToken) : null);
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
        var pattern = tool.Method("PATTERN", "A name, a part of it from a dot on, or a pattern with *.");
        var interval = new Option<double>("--interval") { Description = "The seconds between two updates.", DefaultValueFactory = _ => 1 };
        var count = new Option<int?>("--count", "-n") { Description = "End after so many updates." };
        ToolCommand.Check(interval, seconds => seconds is >= 0.1 and <= 3600, "seconds from 0.1 to 3600");
        ToolCommand.AtLeast(count, 1);
        var command = new Command("monitor", "Counts and times the calls of methods, in a table that refreshes.") { pattern, interval, count };
        tool.Connected(command, async (client, result, output, cancellationToken) =>
        {
            var updates = client.Commands.MonitorAsync(new(result.GetValue(pattern)!, (int)(result.GetValue(interval) * 1000)), cancellationToken);
            if (output.IsTerminal)
            {
                await output.Console.Live(new Spectre.Console.Table()).StartAsync(context => EachAsync(updates, result.GetValue(count), rows =>
                {
                    var (headings, cells) = Table(rows, output.Console.Profile.Width);
                    context.UpdateTarget(ToolOutput.TableOf(headings, cells));
                    context.Refresh();
                }, cancellationToken));
                return;
            }

            await EachAsync(updates, result.GetValue(count), rows =>
            {
                if (output.TryWriteJson(rows, isLine: true))
                    return;

                var (headings, cells) = Table(rows, int.MaxValue);
                output.WriteTable(headings, cells);
            }, cancellationToken);
        }, isEndless: true);
        return command;
    }

    private static async Task<WhenNode> WhenAsync(ControlClient client, string method, string text, CancellationToken cancellationToken)
    {
        var details = await client.Commands.ShowAsync(method, cancellationToken);
        return new WhenParser(details.ParameterNames).Parse(text);
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

    /// <summary>Returns the headings and the rows of the table for a terminal of a width. The busiest come first; those that nobody calls are only counted.</summary>
    internal static (IReadOnlyList<string> Headings, IReadOnlyList<IReadOnlyList<string>> Rows) Table(IReadOnlyList<MonitorRow> rows, int width)
    {
        // A value, and the space to the next one.
        const int Column = 11;
        var shown = Columns.Where(column => column.Width <= width).ToArray();
        var forName = width == int.MaxValue ? width : width - (shown.Length * Column) - 2;
        return (
            ["METHOD", .. shown.Select(column => column.Heading)],
            [.. rows.OrderByDescending(row => row.CallsPerSecond).ThenBy(row => row.Name, StringComparer.Ordinal)
                .Select(row => (IReadOnlyList<string>)[Texts.Short(row.Name, forName), .. shown.Select(column => column.Cell(row))])]);
    }

    private static string Number(double number) => number.ToString("0", CultureInfo.InvariantCulture);
}
