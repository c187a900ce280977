using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Packages;

/// <summary>An application with the one line that the documentation tells, and no FodyWeavers.xml.</summary>
[Parallelizable(ParallelScope.Self)]
[Category("Slow")]
public class ConsoleConsumerTests
{
    private readonly Consumer _consumer = Consumer.Application();
    private string _firstBuild = "";

    [OneTimeSetUp]
    public void BuildForTheFirstTime() => _firstBuild = _consumer.Build();

    [OneTimeTearDown]
    public void Delete() => _consumer.Dispose();

    [Test]
    public void First_build_passes_with_warnings_as_errors()
    {
        Assert.That(Consumer.Weavings(_firstBuild), Is.EqualTo(1));
        Assert.That(_firstBuild, Does.Contain("0 Warning(s)"));
    }

    [Test]
    public void Build_writes_no_configuration_into_the_project()
        => Assert.That(
            Directory.GetFiles(_consumer.PathOf("App")).Select(Path.GetFileName),
            Is.EquivalentTo(new[] { "App.csproj", "Program.cs", "Shop.cs" }));

    [TestCase("Debug")]
    [TestCase("Release")]
    public void Runs_patched(string configuration)
    {
        _consumer.Build("--configuration", configuration);

        Assert.That(_consumer.Run(_consumer.Assembly(configuration)), Is.EqualTo(Programs.OutputOfShop));
    }

    [Test]
    public void Published_application_runs_patched()
    {
        var folder = _consumer.PathOf("published");
        ChildProcess.DotNet(_consumer.PathOf("App"), "publish", "--configuration", "Release", "--output", folder).Succeeded();

        Assert.That(_consumer.Run(Path.Combine(folder, "App.dll")), Is.EqualTo(Programs.OutputOfShop));
    }
}
