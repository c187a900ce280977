using System.Globalization;
using Hotpatch.Analyzers.Handles.Extensions;
using Hotpatch.Analyzers.Handles.Model;

namespace Hotpatch.Analyzers.Handles;

/// <summary>Chooses the names of generated files. Two names never differ in case alone.</summary>
internal static class FileNames
{
    /// <summary>The folder of the files. The compiler names it after the generator.</summary>
    public const string Folder = "Hotpatch.Analyzers.HandleGenerator";

    public const string Suffix = ".Patches.g.cs";
    public const string CallsSuffix = ".Calls.g.cs";
    public const string ReferenceSuffix = ".Reference.g.cs";
    public const string ExtensionSuffix = ".Extension.g.cs";

    public static IEnumerable<string> Clashes(IEnumerable<string?> names)
        => names.OfType<string>()
            .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Skip(1).Any())
            .SelectMany(group => group)
            .OrderBy(name => name, StringComparer.Ordinal);

    /// <summary>Returns the name of an extension's file, before a number makes it unique.</summary>
    public static string OfExtension(ExtensionFile file)
        => $"{(file.Namespace.Length > 0 ? file.Namespace.Replace("@", string.Empty) + "." : string.Empty)}{file.Name}";

    public static string Of(string name, IReadOnlyCollection<string> clashes, string suffix)
    {
        var others = clashes.Where(clash => string.Equals(clash, name, StringComparison.OrdinalIgnoreCase)).ToList();
        return others.Count == 0 ? name + suffix : name + "." + others.IndexOf(name).ToString(CultureInfo.InvariantCulture) + suffix;
    }
}
