using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hotpatch.Hosting.Control.Channel;
using Spectre.Console;

namespace Hotpatch.Tool.Output;

/// <summary>Writes results: as JSON, as tables and colours on a terminal, and as plain lines into a pipe.</summary>
internal sealed class ToolOutput(TextWriter writer, bool isJson, bool isTerminal)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        MaxDepth = ControlConnection.MaxDepth,
        // The reader is a program or a terminal, not a browser.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static readonly JsonSerializerOptions IndentedJson = new(Json) { WriteIndented = true };

    private readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(writer),
        Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
        Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
    });

    public bool IsJson => isJson;

    /// <summary>Gets whether a person looks at a terminal, where lines can be replaced.</summary>
    public bool IsTerminal => isTerminal && !isJson;

    public IAnsiConsole Console => _console;

    /// <summary>Writes a result as one JSON document, if JSON is asked for.</summary>
    /// <returns>Whether it was.</returns>
    public bool TryWriteJson<T>(T value, bool isLine = false)
    {
        if (isJson)
            writer.WriteLine(JsonSerializer.Serialize(value, isLine ? Json : IndentedJson));

        return isJson;
    }

    public void WriteLine(string line) => writer.WriteLine(line);

    /// <summary>Writes the heading of a part.</summary>
    public void WriteHeading(string heading)
    {
        if (isTerminal)
            _console.Write(new Rule(Markup.Escape(heading)).LeftJustified());
        else
            writer.WriteLine($"--- {heading}");
    }

    /// <summary>Writes a line of code. On a terminal, lines that differ have colours.</summary>
    public void WriteCode(string line)
    {
        if (isTerminal && (line.StartsWith("+ ", StringComparison.Ordinal) || line.StartsWith("- ", StringComparison.Ordinal)))
            _console.Write(new Text(line + Environment.NewLine, new Style(line[0] == '+' ? Color.Green : Color.Red)));
        else
            writer.WriteLine(line);
    }

    /// <summary>Writes rows below headings. In a pipe, columns are aligned by spaces and never cut.</summary>
    /// <param name="headings">The headings.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="needed">How many columns a terminal shows however narrow it is. It shows the others if there is room.</param>
    public void WriteTable(IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<string>> rows, int needed = int.MaxValue)
    {
        if (isTerminal)
        {
            var columns = headings.Count;
            while (columns > needed && WidthOf([headings, .. rows], columns) > _console.Profile.Width)
                columns--;

            _console.Write(TableOf([.. headings.Take(columns)], [.. rows.Select(row => (IReadOnlyList<string>)[.. row.Take(columns)])]));
        }
        else
            WriteAligned([headings, .. rows]);
    }

    public static Table TableOf(IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var heading in headings)
            table.AddColumn(new TableColumn(Markup.Escape(heading)).NoWrap());

        foreach (var row in rows)
            table.AddRow(row.Select(Markup.Escape).ToArray());

        return table;
    }

    // A space before and after each cell, and one between columns.
    private static int WidthOf(IReadOnlyList<string>[] rows, int columns)
        => Enumerable.Range(0, columns).Sum(column => rows.Max(row => row[column].Length) + 3) + 1;

    private void WriteAligned(IReadOnlyList<string>[] rows)
    {
        var widths = Enumerable.Range(0, rows[0].Count).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
            writer.WriteLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }
}
