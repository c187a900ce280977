using System.Text;

namespace Hotpatch.Analyzers.Handles.Writing;

/// <summary>Lines of source with their indentation.</summary>
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

    /// <summary>Switches off what rules of any package find in generated code, which nobody can mend.</summary>
    /// <param name="errors">Codes that are errors by default, which have to be named.</param>
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
