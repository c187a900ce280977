using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;

namespace Hotpatch.Tests.Support;

/// <summary>
/// The packages of this repository, packed once for each run into a folder that goes away, in versions that no other run has: what
/// the machine's package cache holds of them can never be stale.
/// </summary>
internal static class PackageFeed
{
    private static readonly string[] Packages = ["Hotpatch.Fody", "Hotpatch.Runtime", "Hotpatch.Libraries", "Hotpatch.Hosting", "Hotpatch.FeatureManagement", "Hotpatch.Tool"];
    private static readonly string Stamp = DateTime.UtcNow.Ticks.ToString(CultureInfo.InvariantCulture);
    private static readonly TempFolder Temp = new();
    private static readonly Lazy<string> Packed = new(Pack);

    /// <summary>The version of both packages.</summary>
    public static string Version { get; } = $"0.1.0-test.{Stamp}.1";

    /// <summary>Another version of the weaver's package; it wants the same runtime, and its files are as old.</summary>
    public static string NewerWeaverVersion { get; } = $"0.1.0-test.{Stamp}.2";

    public static string Folder => Packed.Value;

    public static string PathOf(string package) => Path.Combine(Folder, FileName(package, Version));

    /// <summary>Where the machine keeps a package of the feed that was restored.</summary>
    public static string PathInCache(string package, string version)
        => Path.Combine(CacheFolder(), package.ToLowerInvariant(), version);

    /// <summary>Takes the feed away, and what was restored from it.</summary>
    public static void Clear()
    {
        if (Packed.IsValueCreated)
        {
            foreach (var path in Packages.SelectMany(VersionsInCache))
                Directory.Delete(path, recursive: true);
        }

        Temp.Dispose();
    }

    private static string Pack()
    {
        var feed = Temp.PathOf("feed");
        foreach (var project in Packages)
            ChildProcess.DotNet(Repository.Root, ["pack", project, "--configuration", "Release", "--output", feed, .. HowToPack]).Succeeded();

        AddNewerWeaver(feed);
        return feed;
    }

    // What was built with the tests is packed as it is. In Debug, packages are built into another folder than the one that the tests run from; the build of the
    // repository has run the analyzers.
    private static string[] HowToPack
        => Repository.Configuration == "Release"
            ? ["--no-build", "-p:BuildProjectReferences=false", $"-p:PackageVersion={Version}"]
            : ["-p:RunAnalyzers=false", $"-p:Version={Version}", "--artifacts-path", Temp.PathOf("artifacts")];

    private static void AddNewerWeaver(string feed)
    {
        var path = Path.Combine(feed, FileName("Hotpatch.Fody", NewerWeaverVersion));
        File.Copy(Path.Combine(feed, FileName("Hotpatch.Fody", Version)), path);

        using var archive = ZipFile.Open(path, ZipArchiveMode.Update);
        using var nuspec = archive.GetEntry("Hotpatch.Fody.nuspec")!.Open();
        var document = XDocument.Load(nuspec);
        document.Descendants().Single(element => element.Name.LocalName == "version").Value = NewerWeaverVersion;
        nuspec.SetLength(0);
        document.Save(nuspec);
    }

    private static string FileName(string package, string version) => $"{package}.{version}.nupkg";

    private static string[] VersionsInCache(string package)
    {
        var folder = Path.GetDirectoryName(PathInCache(package, Version))!;
        return Directory.Exists(folder) ? Directory.GetDirectories(folder, $"0.1.0-test.{Stamp}.*") : [];
    }

    private static string CacheFolder()
    {
        // "global-packages: <path>"
        var line = ChildProcess.DotNet(Temp.FullName, "nuget", "locals", "global-packages", "--list").Succeeded();
        return line[(line.IndexOf(':') + 1)..].Trim();
    }
}
