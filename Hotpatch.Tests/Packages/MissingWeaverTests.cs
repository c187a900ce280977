using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Packages;

/// <summary>A mark that nothing weaves is told, however the project comes to know the attribute.</summary>
[Parallelizable(ParallelScope.Self)]
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
