using System.Text.Json;

namespace Hotpatch.Benchmarks.Reporting;

/// <summary>The figures of a page as JSON beside it, for whatever reads figures.</summary>
internal static class FigureFile
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static void Write(string path, IEnumerable<Figure> figures)
        => File.WriteAllText(
            path,
            JsonSerializer.Serialize(figures.ToDictionary(KeyOf, figure => new FigureValue(figure.Nanoseconds, figure.Ratio, figure.Bytes), StringComparer.Ordinal), Format) + "\n");

    /// <summary>Returns the figures of all pages in a folder, by their keys.</summary>
    public static IReadOnlyDictionary<string, FigureValue> ReadAll(string folder)
        => Directory.GetFiles(folder, "*.json")
            .SelectMany(file => JsonSerializer.Deserialize<Dictionary<string, FigureValue>>(File.ReadAllText(file), Format)!)
            .ToDictionary(figure => figure.Key, figure => figure.Value, StringComparer.Ordinal);

    // Throughput.ScopeAll, Program=Serialiser
    private static string KeyOf(Figure figure) => string.Join(", ", new[] { $"{figure.Class}.{figure.Method}", figure.Group }.Where(part => part.Length > 0));
}
