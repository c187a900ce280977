namespace Hotpatch.Benchmarks.Builds.Projects;

/// <summary>Two projects with the same code, which differ in Hotpatch alone. They are made when the first benchmark needs them.</summary>
internal sealed class BuiltProjects : IDisposable
{
    private const string Version = "0.1.0";

    private static readonly Lazy<DirectoryInfo> Folder = new(Prepare);
    private static readonly Lazy<BuiltProject> PlainProject = new(() => new(Folder.Value.CreateSubdirectory("Plain").FullName, string.Empty, string.Empty));
    private static readonly Lazy<BuiltProject> HotpatchProject = new(() => new(
        Folder.Value.CreateSubdirectory("Woven").FullName, SourceFile.Mark, $"""<PackageReference Include="Hotpatch.Fody" Version="{Version}" />"""));

    private static DirectoryInfo? _created;

    /// <summary>Gets the project without Hotpatch.</summary>
    public static BuiltProject Plain => PlainProject.Value;

    /// <summary>Gets the project with Hotpatch from packages, in which every method is marked.</summary>
    public static BuiltProject Hotpatch => HotpatchProject.Value;

    /// <summary>Gets the folder into which the projects' packages are restored.</summary>
    public static string PackageCache
        => Path.Combine((_created ?? throw new InvalidOperationException("There is no folder yet.")).FullName, "packages");

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_created is null)
            return;

        DotNet.EndCompiler();
        _created.Delete(recursive: true);
    }

    private static DirectoryInfo Prepare()
    {
        _created = Directory.CreateTempSubdirectory("hotpatch-benchmarks-");
        var feed = _created.CreateSubdirectory("feed").FullName;
        foreach (var project in new[] { "Hotpatch.Runtime", "Hotpatch.Fody" })
            DotNet.Run(Repository.Root, "pack", project, "--no-build", "-p:BuildProjectReferences=false", "--configuration", Repository.Configuration, $"-p:PackageVersion={Version}", "--output", feed);

        // The same SDK, whose compiler is ended at the end.
        File.Copy(Path.Combine(Repository.Root, "global.json"), Path.Combine(_created.FullName, "global.json"));

        // Everything else is on the machine already.
        File.WriteAllText(
            Path.Combine(_created.FullName, "nuget.config"),
            $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="hotpatch" value="{feed}" />
                <add key="machine" value="{Repository.PackageFolder}" />
              </packageSources>
              <packageSourceMapping>
                <packageSource key="hotpatch"><package pattern="Hotpatch.*" /></packageSource>
                <packageSource key="machine"><package pattern="*" /></packageSource>
              </packageSourceMapping>
            </configuration>
            """);
        return _created;
    }
}
