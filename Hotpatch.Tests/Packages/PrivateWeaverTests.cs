using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Packages;

/// <summary>Projects that keep Hotpatch.Fody to themselves and reference Hotpatch.Runtime nowhere.</summary>
[Parallelizable(ParallelScope.Self)]
[Category("Slow")]
public class PrivateWeaverTests
{
    private const string Marked = "public static class Tools { [Hotpatch.Patchable] public static int Twice(int value) { return value * 2; } }";

    private const string Unmarked = "public static class Tools { public static int Twice(int value) { return value * 2; } }";

    private const string Program = "Console.WriteLine($\"{Tools.Twice(2)} {typeof(Tools).Assembly.GetTypes().Length > 0}\");";

    private static readonly string Private = $"""<PackageReference Include="Hotpatch.Fody" Version="{PackageFeed.Version}" PrivateAssets="all" />""";

    [TestCase("netstandard2.0")]
    [TestCase("net10.0")]
    public void Application_that_references_the_project_has_the_runtime(string framework)
    {
        using var consumer = new Consumer();
        consumer.WriteProject("Tools", framework, Private);
        consumer.Write("Tools/Tools.cs", Marked);
        consumer.WriteApplication("""<ProjectReference Include="../Tools/Tools.csproj" />""");
        consumer.Write("App/Program.cs", Program);
        consumer.Build();

        Assert.That(consumer.Run(), Is.EqualTo(new[] { "4 True" }));
    }

    [Test]
    public void Package_of_the_project_is_refused_where_it_needs_the_runtime_and_not_else()
    {
        using var consumer = new Consumer();
        consumer.WriteProject("Tools", "netstandard2.0", Private);
        consumer.Write("Tools/Tools.cs", Marked);
        Assert.That(
            ChildProcess.DotNet(consumer.PathOf("Tools"), "pack").Failed(),
            Does.Match(@"Tools\.csproj : error HP0010: .*<PackageReference Include=""Hotpatch\.Runtime"" />"));

        consumer.Write("Tools/Tools.cs", Unmarked);
        ChildProcess.DotNet(consumer.PathOf("Tools"), "pack").Succeeded();

        // Another reference brings it.
        consumer.WriteProject("Other", "netstandard2.0", Consumer.LibraryReferences);
        consumer.WriteProject("Tools", "netstandard2.0", Private + """<ProjectReference Include="../Other/Other.csproj" />""");
        consumer.Write("Tools/Tools.cs", Marked);
        ChildProcess.DotNet(consumer.PathOf("Tools"), "pack", "-p:NoWarn=NU5104").Succeeded();
    }

    [Test]
    public void Global_reference_weaves_all_projects_and_disturbs_none()
    {
        using var consumer = new Consumer();
        consumer.Write(
            "Directory.Packages.props",
            $"""
            <Project>
              <PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup>
              <ItemGroup><GlobalPackageReference Include="Hotpatch.Fody" Version="{PackageFeed.Version}" /></ItemGroup>
            </Project>
            """);
        consumer.WriteProject("Tools", "netstandard2.0", string.Empty);
        consumer.Write("Tools/Tools.cs", Marked);
        consumer.WriteProject("Plain", "netstandard2.0", string.Empty);
        consumer.Write("Plain/Plain.cs", "public class Plain { }");
        consumer.WriteApplication("""<ProjectReference Include="../Tools/Tools.csproj" /><ProjectReference Include="../Plain/Plain.csproj" />""");
        consumer.Write("App/Program.cs", "_ = new Plain(); Tools.Patches.Twice.Patch(value => value * 20); Own.Patches.One.Patch(() => 7);\nConsole.WriteLine($\"{Tools.Twice(2)} {Own.One()}\");\nstatic class Own { [Hotpatch.Patchable] public static int One() => 1; }");
        consumer.Build();

        Assert.That(consumer.Run(), Is.EqualTo(new[] { "40 7" }));
        Assert.That(Directory.EnumerateFiles(Path.GetDirectoryName(consumer.Assembly())!, "Hotpatch.*").Select(Path.GetFileName), Is.EqualTo(new[] { "Hotpatch.Runtime.dll" }));
    }
}
