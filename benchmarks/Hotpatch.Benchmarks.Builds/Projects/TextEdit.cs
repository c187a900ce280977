namespace Hotpatch.Benchmarks.Builds.Projects;

/// <summary>An edit of a text, made and taken back in turn.</summary>
/// <param name="Old">A part of the text that stands there once.</param>
/// <param name="New">The part that replaces it.</param>
internal sealed record TextEdit(string Old, string New)
{
    /// <summary>Gets an edit of the body of a method.</summary>
    public static TextEdit Body { get; } = new("total = 0m", "total = 1m");

    /// <summary>Gets an edit of the body of the last method.</summary>
    public static TextEdit LastBody { get; } = new("byPrice != 0", "byPrice != 1");

    /// <summary>Gets an edit of the signature of a method.</summary>
    public static TextEdit Signature { get; } = new(", int limit", ", uint limit");

    /// <summary>Returns the place of the edit in a text, and the part to put there.</summary>
    public (int Start, int Length, string Text) In(string text)
    {
        var (from, to) = text.Contains(Old, StringComparison.Ordinal) ? (Old, New) : (New, Old);
        var start = text.IndexOf(from, StringComparison.Ordinal);
        return start >= 0 ? (start, from.Length, to) : throw new InvalidOperationException($"The text has neither '{Old}' nor '{New}'.");
    }

    /// <summary>Returns the text after the edit.</summary>
    public string Apply(string text)
    {
        var (start, length, part) = In(text);
        return text.Remove(start, length).Insert(start, part);
    }
}
