namespace Hotpatch.Naming;

/// <summary>
/// Finds existing names that are similar to one that was not found, for "did you mean" messages. The analyzers and the loading of libraries share it.
/// </summary>
internal static class NearestNames
{
    private const int MostNames = 3;

    /// <summary>Returns up to three similar names, the nearest first. Names that differ in more than a third of their letters are left out.</summary>
    public static IReadOnlyList<string> Of(string name, IEnumerable<string> names)
    {
        var bound = Math.Max(1, name.Length / 3);
        return names
            .Distinct(StringComparer.Ordinal)
            .Where(other => Math.Abs(other.Length - name.Length) <= bound)
            .Select(other => (Name: other, Distance: Distance(name.ToUpperInvariant(), other.ToUpperInvariant())))
            .Where(other => other.Distance <= bound)
            .OrderBy(other => other.Distance)
            .ThenBy(other => other.Name, StringComparer.Ordinal)
            .Take(MostNames)
            .Select(other => other.Name)
            .ToArray();
    }

    /// <summary>
    /// Returns how many letters must be inserted, removed, replaced, or swapped with the next one, to turn one name into the other.
    /// </summary>
    private static int Distance(string one, string other)
    {
        var (before, previous) = (Array.Empty<int>(), Enumerable.Range(0, other.Length + 1).ToArray());
        for (var i = 1; i <= one.Length; i++)
        {
            var row = new int[other.Length + 1];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                row[j] = Math.Min(Math.Min(row[j - 1], previous[j]) + 1, previous[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }

            (before, previous) = (previous, row);
        }

        return previous[other.Length];
    }
}
