using System.Globalization;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.RealInput;

/// <summary>What another compiler writes, and what is written for speed, woven as far as it can be: without a workload, every method is checked.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class StructureTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private readonly ReferenceList _references
        = ReferenceList.OfFixture("Release").With(Directory.GetFiles(AppContext.BaseDirectory, "*.dll"));

    [TestCase("FSharp.Core", 5400)]
    [TestCase("FsCheck", 2100)]
    [TestCase("Iced", 11000)]
    public void Every_woven_method_passes_the_structural_checks(string assembly, int leastWoven)
    {
        var plain = Path.Combine(AppContext.BaseDirectory, assembly + ".dll");
        var woven = WovenFile.Weave(plain, _folder.PathOf(assembly, assembly + ".dll"), _references, WovenFile.ScopeAll);

        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{woven.Woven} methods of {woven.Covered} were woven"));
        Assert.Multiple(() =>
        {
            Assert.That(woven.Woven, Is.GreaterThanOrEqualTo(leastWoven));
            Assert.That(StructuralChecks.Complaints(woven.Path, plain, _references), Is.Empty);
        });
    }

    public void Dispose()
    {
        _references.Dispose();
        _folder.Dispose();
    }
}
