using System.Text.RegularExpressions;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Snapshots;

/// <summary>What ILSpy shows of the woven fixture.</summary>
public partial class SnapshotTests
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
    [TestCase("Document")]
    [TestCase("Letter")]
    [TestCase("Meters")]
    [TestCase("Basket")]
    [TestCase("Person")]
    [TestCase("Size")]
    [TestCase("Account")]
    [TestCase("Odometer")]
    [TestCase("Texts")]
    [TestCase("Parts")]
    [TestCase("Enclosing")]
    [TestCase("Employee")]
    [TestCase("Point3")]
    [TestCase("MarkedExtensions")]
    [TestCase("Invoice")]
    [TestCase("Coins")]
    [TestCase("Callbacks")]
    [TestCase("Flags")]
    [TestCase("Parameters")]
    [TestCase("Asynchronous")]
    [TestCase("Gated")]
    [TestCase("GatedBox`1")]
    [TestCase("GatedPoint")]
    public void Type(string type) => Verify("Release", type);

    [TestCase("Calculator")]
    [TestCase("PriceService")]
    public void Type_in_Debug(string type) => Verify("Debug", type);

    [Test]
    public void File_local_type()
    {
        var type = LoadedAssembly.WovenFixture("Release").Assembly.GetTypes().Single(type => type.Name.EndsWith("__Local", StringComparison.Ordinal));
        Snapshot.Verify("Local", Decompile("Release", type.FullName!));
    }

    [Test]
    public void Manifest()
        => Snapshot.Verify("PatchManifest", Decompile("Release", "Hotpatch.Generated.PatchManifest"));

    [Test]
    public void Flags_of_generics()
        => Snapshot.Verify("PatchedGenerics", Decompile("Release", "Hotpatch.Generated.PatchedGenerics"));

    [TestCase("Func_1_out`3")]
    [TestCase("Func_1_out_Router`3")]
    [TestCase("Action_ref_1_Router`2")]
    [TestCase("RefFunc_2_Router`3")]
    public void Shape_of_delegates(string type) => Snapshot.Verify(type.Replace('`', '.'), Decompile("Release", "Hotpatch.Generated." + type));

    private static void Verify(string configuration, string type)
        => Snapshot.Verify(configuration == "Release" ? type.Replace('`', '.') : $"{type}.{configuration}", Decompile(configuration, "Fixtures." + type));

    private static string Decompile(string configuration, string type)
        => PathHash().Replace(
            Decompiled.Type(LoadedAssembly.WovenFixture(configuration).Path, type, ReferenceList.OfFixture(configuration)), "F0__");

    /// <summary>In names of file-local types, the hash of the file's path, which is another on every machine.</summary>
    [GeneratedRegex("F[0-9A-F]{64}__", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PathHash();
}
