using System.Text;

namespace Hotpatch.Analyzers.Handles.Writing;

/// <summary>Writes lines of source with their indentation.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public void Line(string text = "")
    {
        if (text.Length > 0)
            _text.Append(' ', _depth * 4).Append(text);

        _text.Append('\n');
    }

    public void Lines(IEnumerable<string> lines)
    {
        foreach (var line in lines)
            Line(line);
    }

    /// <summary>Switches off all warnings in generated code, because no user can fix them.</summary>
    /// <param name="errors">Codes that are errors by default. These must be named.</param>
    public void DisableWarnings(IReadOnlyCollection<string> errors)
    {
        Line("#pragma warning disable");
        if (errors.Count > 0)
            Line($"#pragma warning disable {string.Join(", ", errors)}");
    }

    public void Open()
    {
        Line("{");
        _depth++;
    }

    public void Close()
    {
        _depth--;
        Line("}");
    }

    public void Indented(IEnumerable<string> lines)
    {
        _depth++;
        Lines(lines);
        _depth--;
    }

    public override string ToString() => _text.ToString();
}
