using System.Xml;
using System.Xml.Linq;
using Hotpatch.Fody.Configuration;

namespace Hotpatch.Analyzers.Selection;

/// <summary>A FodyWeavers.xml that the build passes to the compiler.</summary>
/// <param name="Path">The path of the file.</param>
/// <param name="Element">The weaver's element as text; null if there is none. If there are several, the last one counts, as for Fody.</param>
internal sealed record FodyWeaversFile(string Path, string? Element)
{
    private const string Name = "FodyWeavers.xml";
    private const string ElementName = "Hotpatch";

    /// <summary>The folder of the file that the build writes from the property of the same name: the compiler gets only files.</summary>
    private const string PropertyFolder = "WeaverConfiguration";

    public static bool IsOne(string path) => string.Equals(System.IO.Path.GetFileName(path), Name, StringComparison.OrdinalIgnoreCase);

    public static FodyWeaversFile Read(string path, string? text)
    {
        try
        {
            return new(path, text is null ? null : XDocument.Parse(text).Root?.Elements(ElementName).LastOrDefault()?.ToString(SaveOptions.DisableFormatting));
        }
        catch (XmlException)
        {
            // Fody reports the invalid file.
            return new(path, Element: null);
        }
    }

    /// <summary>Returns the configuration that counts: that of the project's property, or of its file, or of the solution's file.</summary>
    /// <param name="files">The files.</param>
    /// <param name="projectFolder">The project's folder. If it is null, the file with the longest path counts as the project's.</param>
    /// <returns>The element as text; null if there is none.</returns>
    public static string? Choose(IEnumerable<FodyWeaversFile> files, string? projectFolder)
        => InOrder(files.Where(file => file.Element is not null), file => file.Path, projectFolder).FirstOrDefault()?.Element;

    /// <summary>Sorts files so that the one that counts is first.</summary>
    public static IEnumerable<T> InOrder<T>(IEnumerable<T> files, Func<T, string> pathOf, string? projectFolder)
        => files.OrderByDescending(file => System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(pathOf(file))) == PropertyFolder)
            .ThenByDescending(file => projectFolder is not null && IsIn(projectFolder, pathOf(file)))
            .ThenByDescending(file => pathOf(file).Length)
            .ThenBy(pathOf, StringComparer.Ordinal);

    /// <summary>Reads the element. Returns null if there is none, or if the build would reject it.</summary>
    public static WeaverConfig? Parse(string? element)
    {
        try
        {
            return element is null ? null : WeaverConfig.Read(XElement.Parse(element));
        }
        catch (ConfigurationException)
        {
            return null;
        }
    }

    private static bool IsIn(string folder, string path)
        => string.Equals(Normal(System.IO.Path.GetDirectoryName(path) ?? string.Empty), Normal(folder), StringComparison.OrdinalIgnoreCase);

    private static string Normal(string folder) => folder.Replace('\\', '/').TrimEnd('/');
}
