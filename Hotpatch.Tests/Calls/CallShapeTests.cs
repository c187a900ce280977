using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Calls;

/// <summary>Calls of every shape go through call stubs, and answer as plain calls do.</summary>
[TestFixture("Debug")]
[TestFixture("Release")]
public class CallShapeTests(string configuration)
{
    private LoadedAssembly _woven = null!;
    private string[] _expected = null!;

    [OneTimeSetUp]
    public void Load()
    {
        var source = Embedded.Source("CallPrograms");
        _woven = WovenSource.Load(source, configuration);
        var plain = Compiled.ToFolder(
            Path.Combine(Path.GetDirectoryName(_woven.Path)!, "..", "unwoven"), source, references: ReferenceList.OfFixture(configuration), optimization: Enum.Parse<Microsoft.CodeAnalysis.OptimizationLevel>(configuration));
        _expected = (string[])LoadedAssembly.Load(plain).Call("Shapes.All")!;
    }

    [Test]
    public void Unpatched_calls_answer_as_plain_ones() => Assert.That(Run(), Is.EqualTo(_expected));

    private string[] Run() => (string[])_woven.Call("Shapes.All")!;
}
