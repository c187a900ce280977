namespace Hotpatch.Libraries.Binding;

/// <summary>What somebody may have meant by a name that is not there.</summary>
internal static class NearestNames
{
    private const int MostNames = 3;

    /// <summary>The names at the smallest distance, if that is not too great to be a slip; the nearest first.</summary>
    public static IReadOnlyList<string> Of(string name, IEnumerable<string> names)
    {
        var bound = Math.Max(2, name.Length / 3);
        return names.Distinct(StringComparer.Ordinal)
            .Where(other => Math.Abs(other.Length - name.Length) <= bound)
            .Select(other => (Name: other, Distance: Distance(name, other)))
            .Where(other => other.Distance <= bound)
            .OrderBy(other => other.Distance)
            .ThenBy(other => other.Name, StringComparer.Ordinal)
            .Take(MostNames)
            .Select(other => other.Name)
            .ToArray();
    }

    /// <summary>For the end of a message; empty where there are none.</summary>
    public static string Text(string name, IEnumerable<string> names)
        => Of(name, names) is { Count: > 0 } near ? $"; the nearest names are {string.Join(" and ", near)}" : string.Empty;

    /// <summary>How many letters must be put in, taken out or changed; those that differ in case count half, so that they come first.</summary>
    private static double Distance(string left, string right)
    {
        var previous = new double[right.Length + 1];
        var current = new double[right.Length + 1];
        for (var j = 0; j <= right.Length; j++)
            previous[j] = j;

        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var change = previous[j - 1] + Cost(left[i - 1], right[j - 1]);
                current[j] = Math.Min(change, Math.Min(previous[j], current[j - 1]) + 1);
            }

            (previous, current) = (current, previous);
        }

        return previous[right.Length];
    }

    private static double Cost(char left, char right)
        => left == right ? 0 : char.ToUpperInvariant(left) == char.ToUpperInvariant(right) ? 0.5 : 1;
}
