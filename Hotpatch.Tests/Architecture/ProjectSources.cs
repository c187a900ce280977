using System.Xml.Linq;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Architecture;

/// <summary>The C# files that a project of this repository compiles, by path relative to the project's folder.</summary>
internal static class ProjectSources
{
    // What a build writes, and what a package brings for the programs that have it.
    private static readonly string[] OtherFolders = ["bin", "obj", "buildTransitive"];

    /// <summary>Reads the project's own files, and the files of other projects that its project file links.</summary>
    public static IReadOnlyDictionary<string, string> Read(string project)
    {
        var folder = Repository.PathOf(project);
        return Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => !OtherFolders.Contains(Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar)[0]))
            .Concat(Linked(project, folder))
            .ToDictionary(path => Path.GetRelativePath(folder, path).Replace('\\', '/'), File.ReadAllText, StringComparer.Ordinal);
    }

    /// <summary>The projects whose assemblies are in a package.</summary>
    public static IEnumerable<string> ProjectsInPackages()
        => Directory.EnumerateFiles(Repository.Root, "Hotpatch.*.csproj", SearchOption.AllDirectories)
            .Where(path => XDocument.Load(path).Descendants("InPackage").Any())
            .Select(path => Path.GetFileNameWithoutExtension(path));

    private static IEnumerable<string> Linked(string project, string folder)
        => XDocument.Load(Path.Combine(folder, project + ".csproj")).Descendants("Compile")
            .SelectMany(compile => (compile.Attribute("Include")?.Value ?? string.Empty).Split(';'))
            .Where(include => include.StartsWith("../", StringComparison.Ordinal))
            .Select(include => Path.GetFullPath(Path.Combine(folder, include)))
            .SelectMany(path => Directory.EnumerateFiles(Path.GetDirectoryName(path)!, Path.GetFileName(path)));
}
