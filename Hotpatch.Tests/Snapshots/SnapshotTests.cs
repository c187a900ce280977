using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Snapshots;

/// <summary>What ILSpy shows of the woven fixture.</summary>
public class SnapshotTests
{
    [TestCase("Calculator")]
    [TestCase("PriceService")]
    [TestCase("Money")]
    [TestCase("Square")]
    [TestCase("Overloads")]
    [TestCase("Outer")]
    [TestCase("Clashes")]
    [TestCase("Signatures")]
    [TestCase("Bodies")]
    [TestCase("ByReference")]
    [TestCase("Counter")]
    [TestCase("Window")]
    [TestCase("IGreeter")]
    [TestCase("Finalized")]
    [TestCase("Dog")]
    [TestCase("Pair")]
    [TestCase("Imports")]
    [TestCase("Lambdas")]
    [TestCase("Box`1")]
    [TestCase("Pair`2")]
    [TestCase("GenericMethods")]
    public void Type(string type) => Verify("Release", type);

    [TestCase("Calculator")]
    [TestCase("PriceService")]
    public void Type_in_Debug(string type) => Verify("Debug", type);

    [Test]
    public void Manifest()
        => Snapshot.Verify("PatchManifest", Decompile("Release", "Hotpatch.Generated.PatchManifest"));

    [Test]
    public void Flags_of_generics()
        => Snapshot.Verify("PatchedGenerics", Decompile("Release", "Hotpatch.Generated.PatchedGenerics"));

    private static void Verify(string configuration, string type)
        => Snapshot.Verify(configuration == "Release" ? type.Replace('`', '.') : $"{type}.{configuration}", Decompile(configuration, "Fixtures." + type));

    private static string Decompile(string configuration, string type)
        => Decompiled.Type(LoadedAssembly.WovenFixture(configuration).Path, type, ReferenceList.OfFixture(configuration));
}
