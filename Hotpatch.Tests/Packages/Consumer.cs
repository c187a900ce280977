using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Packages;

/// <summary>
/// A folder of projects that take Hotpatch from packages, outside of this repository. Warnings are errors in all of them. Projects
/// have a folder each, so that the folder itself is where a solution would be.
/// </summary>
internal sealed class Consumer : IDisposable
{
    private const string Executing = "Executing weaver Hotpatch";

    private readonly TempFolder _folder = new();

    public Consumer()
        => Write(
            "nuget.config",
            $"""
            <configuration>
              <packageSources>
                <add key="local" value="{PackageFeed.Folder}" />
              </packageSources>
            </configuration>
            """);

    /// <summary>What the documentation tells an application to reference.</summary>
    public static string ApplicationReferences { get; } = WeaverReference(PackageFeed.Version);

    /// <summary>What the documentation tells a library to reference.</summary>
    public static string LibraryReferences { get; } =
        $"""
        <PackageReference Include="Hotpatch.Runtime" Version="{PackageFeed.Version}" />
        <PackageReference Include="Hotpatch.Fody" Version="{PackageFeed.Version}" PrivateAssets="all" />
        """;

    /// <summary>What a program that loads patch libraries references besides.</summary>
    public static string LoaderReference { get; } = $"""<PackageReference Include="Hotpatch.Libraries" Version="{PackageFeed.Version}" />""";

    /// <summary>An application named App that patches methods of its own.</summary>
    public static Consumer Application(string properties = "", string program = Programs.UseOfShop)
    {
        var consumer = new Consumer();
        consumer.WriteApplication(ApplicationReferences, properties);
        consumer.Write("App/Shop.cs", Programs.Shop);
        consumer.Write("App/Program.cs", program);
        return consumer;
    }

    public static string WeaverReference(string version) => $"""<PackageReference Include="Hotpatch.Fody" Version="{version}" />""";

    /// <summary>How many assemblies a build wove.</summary>
    public static int Weavings(string buildOutput) => buildOutput.Split(Executing).Length - 1;

    public string PathOf(params string[] parts) => _folder.PathOf(parts);

    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllText(PathOf(path), text);
    }

    public void WriteApplication(string references, string properties = "")
        => WriteProject("App", "net10.0", references, "<OutputType>Exe</OutputType>" + properties);

    public void WriteProject(string name, string targetFramework, string references, string properties = "", string sdk = "Microsoft.NET.Sdk")
        => Write(
            $"{name}/{name}.csproj",
            $"""
            <Project Sdk="{sdk}">
              <PropertyGroup>
                <TargetFramework>{targetFramework}</TargetFramework>
                <LangVersion>latest</LangVersion>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                {references}
              </ItemGroup>
            </Project>
            """);

    /// <summary>The assembly that App was built to.</summary>
    public string Assembly(string configuration = "Debug") => PathOf("App", "bin", configuration, "net10.0", "App.dll");

    public string Build(params string[] arguments) => TryBuild(arguments).Succeeded();

    /// <summary>Builds App, and tells the log what Fody does.</summary>
    public ProcessResult TryBuild(params string[] arguments)
        => ChildProcess.DotNet(PathOf("App"), ["build", "--verbosity", "normal", .. arguments]);

    /// <summary>Runs what was built.</summary>
    /// <returns>The lines it wrote.</returns>
    public string[] Run(string? assembly = null)
        => Lines(ChildProcess.DotNet(_folder.FullName, assembly ?? Assembly()).Succeeded());

    public static string[] Lines(string output)
        => output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public void Dispose() => _folder.Dispose();
}
