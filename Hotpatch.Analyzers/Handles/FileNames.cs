using System.Globalization;
using Hotpatch.Analyzers.Handles.References;

namespace Hotpatch.Analyzers.Handles;

/// <summary>The names of generated files, which differ in more than case.</summary>
internal static class FileNames
{
    private const string Suffix = ".Patches.g.cs";

    public static IEnumerable<string> Clashes(IEnumerable<string?> names)
        => names.OfType<string>()
            .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Skip(1).Any())
            .SelectMany(group => group)
            .OrderBy(name => name, StringComparer.Ordinal);

    /// <summary>The name of a file for a referenced type, which is not among those of the project's own.</summary>
    public static string OfExtension(ExtensionFile file)
        => $"{(file.Namespace.Length > 0 ? file.Namespace.Replace("@", string.Empty) + "." : string.Empty)}{file.Name}.Extension.g.cs";

    public static string Of(string name, IReadOnlyCollection<string> clashes)
    {
        var others = clashes.Where(clash => string.Equals(clash, name, StringComparison.OrdinalIgnoreCase)).ToList();
        return others.Count == 0 ? name + Suffix : name + "." + others.IndexOf(name).ToString(CultureInfo.InvariantCulture) + Suffix;
    }
}
