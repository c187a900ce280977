using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace Hotpatch.Tool.Code;

/// <summary>Compares two texts line by line.</summary>
internal static class CodeDiff
{
    /// <summary>Returns the lines of both, each with <c>-</c> if only the old text has it, <c>+</c> if only the new one has, and a space otherwise.</summary>
    public static IReadOnlyList<string> Lines(string before, string after)
        => [.. InlineDiffBuilder.Diff(before, after).Lines.Select(line => Mark(line.Type) + line.Text)];

    private static string Mark(ChangeType type)
        => type switch
        {
            ChangeType.Inserted => "+ ",
            ChangeType.Deleted => "- ",
            _ => "  ",
        };
}
