using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Packages;

/// <summary>A build weaves again when something changed, and only then. Each test starts from a project that is up to date.</summary>
[Parallelizable(ParallelScope.Self)]
[Category("Slow")]
public class IncrementalBuildTests
{
    private readonly Consumer _consumer = Consumer.Application();

    [SetUp]
    public void BringUpToDate() => _consumer.Build();

    [OneTimeTearDown]
    public void Delete() => _consumer.Dispose();

    [Test]
    public void Build_without_a_change_weaves_nothing()
    {
        var before = State();

        // Twice: what the first build cleans away, the second would miss.
        var weavings = Consumer.Weavings(_consumer.Build()) + Consumer.Weavings(_consumer.Build());

        Assert.That(weavings, Is.Zero);
        Assert.That(State(), Is.EqualTo(before));
    }

    [Test]
    public void Edited_source_is_woven_again()
    {
        _consumer.Write("App/Shop.cs", Programs.Shop.Replace("a + b", "a - b", StringComparison.Ordinal));
        var output = _consumer.Build();

        Assert.That(Consumer.Weavings(output), Is.EqualTo(1));
        Assert.That(_consumer.Run(), Is.EqualTo(new[] { "-1 6", "-10 1", "-1 6" }));
    }

    [Test]
    public void Another_version_of_the_weaver_weaves_again()
    {
        // The runtime stays, and all files of that version are older than what was built: its name is all that tells.
        _consumer.WriteApplication(Consumer.WeaverReference(PackageFeed.NewerWeaverVersion));
        File.SetLastWriteTimeUtc(_consumer.PathOf("App", "App.csproj"), DateTime.UtcNow.AddHours(-1));

        Assert.That(Consumer.Weavings(_consumer.Build()), Is.EqualTo(1));
    }

    [Test]
    public void Weaver_that_was_built_again_weaves_again()
    {
        foreach (var version in new[] { PackageFeed.Version, PackageFeed.NewerWeaverVersion })
        {
            var weaver = Path.Combine(PackageFeed.PathInCache("Hotpatch.Fody", version), "weaver", "Hotpatch.Fody.dll");
            if (File.Exists(weaver))
                File.SetLastWriteTimeUtc(weaver, DateTime.UtcNow);
        }

        Assert.That(Consumer.Weavings(_consumer.Build()), Is.EqualTo(1));
    }

    private (DateTime WriteTime, string Bytes)[] State()
        =>
        [
            .. new[] { _consumer.Assembly(), _consumer.PathOf("App", "obj", "Debug", "net10.0", "App.dll") }
                .Select(path => (File.GetLastWriteTimeUtc(path), Convert.ToHexString(File.ReadAllBytes(path)))),
        ];
}
