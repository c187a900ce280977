using System.Text.Json;

namespace Hotpatch.Benchmarks.Reporting.Pages;

/// <summary>
/// The results behind the pages: a JSON file for each benchmark class. A run writes those of the classes that it ran and leaves the others, so that
/// the whole can be measured in parts.
/// </summary>
internal static class ResultFiles
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static void Write(string folder, ClassResult result)
    {
        Directory.CreateDirectory(FolderIn(folder));
        var file = Path.Combine(FolderIn(folder), result.Class + ".json");
        var whole = File.Exists(file) ? result.With(Read(file)) : result;
        File.WriteAllText(file, JsonSerializer.Serialize(whole, Format) + "\n");
    }

    /// <summary>Returns the results of all classes, by the names of these.</summary>
    /// <param name="folder">The folder with the pages.</param>
    public static IReadOnlyList<ClassResult> ReadAll(string folder)
        => [.. Directory.GetFiles(FolderIn(folder), "*.json").Order(StringComparer.Ordinal).Select(Read)];

    /// <summary>Returns the figures of results by the keys that prose uses: <c>Throughput.ScopeAll, Program=Serialiser</c>.</summary>
    public static IReadOnlyDictionary<string, Figure> ByKey(IEnumerable<ClassResult> results)
        => results.SelectMany(result => result.Figures).ToDictionary(KeyOf, StringComparer.Ordinal);

    private static string FolderIn(string folder) => Path.Combine(folder, "results");

    private static ClassResult Read(string file) => JsonSerializer.Deserialize<ClassResult>(File.ReadAllText(file), Format)!;

    private static string KeyOf(Figure figure) => string.Join(", ", new[] { $"{figure.Class}.{figure.Method}", figure.Group }.Where(part => part.Length > 0));
}
