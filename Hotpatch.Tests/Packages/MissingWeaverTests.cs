using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Packages;

/// <summary>A mark that nothing weaves is told, however the project comes to know the attribute.</summary>
[Parallelizable(ParallelScope.Self)]
[Category("Slow")]
public class MissingWeaverTests
{
    private const string Marked = "[Hotpatch.Patchable] static int Twice(int value) => value * 2;\nConsole.WriteLine(Twice(2));";

    [Test]
    public void Project_that_references_the_runtime_alone()
    {
        using var consumer = new Consumer();
        consumer.WriteApplication($"""<PackageReference Include="Hotpatch.Runtime" Version="{PackageFeed.Version}" />""");
        consumer.Write("App/Program.cs", Marked);

        Assert.That(consumer.TryBuild().Failed(), Does.Match(@"Program\.cs\(1,\d+\): error HP0036: "));
    }

    [Test]
    public void Project_that_references_a_woven_library_alone()
    {
        using var consumer = new Consumer();
        consumer.WriteProject("Shop", "net10.0", Consumer.LibraryReferences);
        consumer.Write("Shop/Shop.cs", Programs.Shop);
        consumer.WriteApplication("""<ProjectReference Include="../Shop/Shop.csproj" />""");
        consumer.Write("App/Program.cs", Marked);

        Assert.That(consumer.TryBuild().Failed(), Does.Contain("error HP0036: "));
    }

    [Test]
    public void Project_whose_configuration_leaves_the_weaver_out()
    {
        using var consumer = new Consumer();
        consumer.WriteApplication(Consumer.ApplicationReferences);
        consumer.Write("App/Program.cs", Marked);
        consumer.Write("App/FodyWeavers.xml", "<Weavers />");

        Assert.That(consumer.TryBuild().Failed(), Does.Contain("error HP0036: "));
    }

    [TestCase("fsproj", "Program.fs", "type T() =\n    [<Hotpatch.Patchable>]\n    member _.Twice (x: int) = x * 2\n[<EntryPoint>]\nlet main _ = T().Twice 0")]
    [TestCase("vbproj", "Program.vb", "Module M\n<Hotpatch.Patchable>\nSub Main()\nEnd Sub\nEnd Module")]
    public void Project_of_another_language(string kind, string file, string source)
    {
        var runtime = $"""<PackageReference Include="Hotpatch.Runtime" Version="{PackageFeed.Version}" />""";
        using var consumer = new Consumer();
        consumer.Write(
            $"App/App.{kind}",
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup>{(kind == "fsproj" ? $"<Compile Include=\"{file}\" />" : string.Empty)}{runtime}</ItemGroup>
            </Project>
            """);
        consumer.Write("App/" + file, source);
        Assert.That(consumer.Build(), Does.Match($@"App\.{kind}.*: warning HP0036: \[Patchable\] is used"));
        Assert.That(consumer.Build("-p:Hotpatch=false"), Does.Not.Contain("HP0036"));
        Assert.That(consumer.Build("-p:NoWarn=HP0036"), Does.Not.Contain("warning HP0036"));

        // What is not used is not asked for, nor is it where it only stands in a comment.
        consumer.Write("App/" + file, kind == "fsproj" ? "// [<Patchable>]\n[<EntryPoint>]\nlet main _ = Hotpatch.Patchable.All.Count" : "Module M\n' <Patchable>\nSub Main()\nSystem.Console.Write(Hotpatch.Patchable.All.Count)\nEnd Sub\nEnd Module");
        Assert.That(consumer.Build(), Does.Not.Contain("HP0036"));
    }

    [Test]
    public void Project_that_excludes_Fody()
    {
        using var consumer = new Consumer();
        consumer.WriteApplication(Consumer.ApplicationReferences + $"""<PackageReference Include="Fody" Version="{Repository.VersionOf("Fody")}" ExcludeAssets="all" />""");
        consumer.Write("App/Program.cs", Marked);
        Assert.That(consumer.TryBuild().Failed(), Does.Match(@"App\.csproj.*error HP0036: .*ExcludeAssets"));
        consumer.Build("-p:Hotpatch=false");

        consumer.Write("App/Program.cs", "System.Console.WriteLine(Hotpatch.Patchable.All.Count);");
        consumer.Build();
    }

    [Test]
    public void Project_that_is_woven_is_told_nothing()
    {
        using var consumer = new Consumer();
        consumer.WriteApplication(Consumer.ApplicationReferences);
        consumer.Write("App/Program.cs", Marked);
        consumer.Build();

        Assert.That(consumer.Run(), Is.EqualTo(new[] { "4" }));
    }
}
