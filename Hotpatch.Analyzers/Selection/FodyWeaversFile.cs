using System.Xml;
using System.Xml.Linq;
using Hotpatch.Fody.Configuration;

namespace Hotpatch.Analyzers.Selection;

/// <summary>A FodyWeavers.xml that the compiler was given.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Element">Its element for the weaver, as text, the last if there are several, as Fody takes it; null where it has none.</param>
internal sealed record FodyWeaversFile(string Path, string? Element)
{
    private const string Name = "FodyWeavers.xml";
    private const string ElementName = "Hotpatch";

    /// <summary>The folder of the file that the build makes of the project's property of that name, since the compiler is given files only.</summary>
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
            // The build says so.
            return new(path, Element: null);
        }
    }

    /// <summary>The configuration that counts: the project's property, else its file, else the solution's.</summary>
    /// <param name="files">The files.</param>
    /// <param name="projectFolder">The project's folder; null where it is not known, and the file farther down is taken for the project's.</param>
    /// <returns>The element as text; null where there is none.</returns>
    public static string? Choose(IEnumerable<FodyWeaversFile> files, string? projectFolder)
        => InOrder(files.Where(file => file.Element is not null), file => file.Path, projectFolder).FirstOrDefault()?.Element;

    /// <summary>The one that counts first.</summary>
    public static IEnumerable<T> InOrder<T>(IEnumerable<T> files, Func<T, string> pathOf, string? projectFolder)
        => files.OrderByDescending(file => System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(pathOf(file))) == PropertyFolder)
            .ThenByDescending(file => projectFolder is not null && IsIn(projectFolder, pathOf(file)))
            .ThenByDescending(file => pathOf(file).Length)
            .ThenBy(pathOf, StringComparer.Ordinal);

    /// <summary>What the element says; null for none, and for one that the build refuses.</summary>
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
