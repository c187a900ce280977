using System.Reflection;
using System.Xml.Linq;

namespace Hotpatch.Tests.Support;

/// <summary>Paths of this repository.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Hotpatch.RepositoryRoot").Value!);

    /// <summary>The configuration that the tests, and what they need of the repository, were built in.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>The version of a package that this repository uses.</summary>
    public static string VersionOf(string package)
        => XDocument.Load(PathOf("Directory.Packages.props")).Descendants("PackageVersion")
            .Single(element => element.Attribute("Include")!.Value == package).Attribute("Version")!.Value;
}
