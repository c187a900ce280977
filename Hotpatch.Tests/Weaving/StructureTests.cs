using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Weaving;

/// <summary>Every woven method of the fixture has the design's shape, and neither the JIT nor the decompiler complains of it.</summary>
public class StructureTests
{
    [TestCase("Debug")]
    [TestCase("Release")]
    public void Every_woven_method(string configuration)
        => StructuralChecks.Pass(
            LoadedAssembly.WovenFixture(configuration).Path, FixtureAssembly.PathOf(configuration), ReferenceList.OfFixture(configuration));
}
