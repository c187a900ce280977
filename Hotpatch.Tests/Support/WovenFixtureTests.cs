namespace Hotpatch.Tests.Support;

/// <summary>Tests of the woven fixture, in Debug and in Release; every handle is restored after each.</summary>
[TestFixture("Debug")]
[TestFixture("Release")]
public abstract class WovenFixtureTests(string configuration)
{
    private protected string Configuration { get; } = configuration;

    private protected LoadedAssembly Fixture { get; } = LoadedAssembly.WovenFixture(configuration);

    [TearDown]
    public void RestoreAll()
    {
        foreach (var handle in Patchable.GenericIn(Fixture.Assembly))
            handle.Restore();

        foreach (var handle in Patchable.In(Fixture.Assembly))
            handle.Restore();
    }
}
