using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Hotpatch.Benchmarks.Builds.Projects;

/// <summary>A project on disk, which was restored and built once.</summary>
internal sealed class BuiltProject
{
    private const string EditedFile = "Orders1.cs";

    private readonly string _folder;

    public BuiltProject(string folder, string mark, string references)
    {
        _folder = folder;
        File.WriteAllText(
            PathOf("Shop.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
              </PropertyGroup>
              <ItemGroup>{references}</ItemGroup>
            </Project>
            """);
        for (var number = 0; number < ProjectSize.OfBuild; number++)
            File.WriteAllText(PathOf($"Orders{number}.cs"), SourceFile.Text(number, ProjectSize.OfBuild, mark));

        DotNet.Run(_folder, "build");
        Check(mark.Length > 0 ? ProjectSize.OfBuild * SourceFile.Methods : 0);
    }

    /// <summary>Builds as a user does, but for restoring.</summary>
    public void Build() => DotNet.Run(_folder, "build", "--no-restore");

    /// <summary>Makes an edit in one file, or takes it back.</summary>
    public void Edit(TextEdit edit) => File.WriteAllText(PathOf(EditedFile), edit.Apply(File.ReadAllText(PathOf(EditedFile))));

    /// <summary>Removes everything that the build made. What restoring made stays.</summary>
    public void Clean()
    {
        Directory.Delete(PathOf("bin"), recursive: true);
        Directory.Delete(PathOf("obj", "Debug"), recursive: true);
    }

    private string PathOf(params string[] parts) => Path.Combine([_folder, .. parts]);

    // A build that wove nothing would be fast.
    private void Check(int methods)
    {
        using var file = new PEReader(File.OpenRead(PathOf("bin", "Debug", "net10.0", "Shop.dll")));
        var metadata = file.GetMetadataReader();
        var woven = metadata.MethodDefinitions.Count(method => metadata.GetString(metadata.GetMethodDefinition(method).Name).EndsWith("_Original", StringComparison.Ordinal));
        if (woven != methods)
            throw new InvalidOperationException($"{methods} methods were to be woven in {_folder}, and {woven} were.");
    }
}
