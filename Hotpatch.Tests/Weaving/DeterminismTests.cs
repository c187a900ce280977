using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis.Emit;

namespace Hotpatch.Tests.Weaving;

/// <summary>The same input gives the same bytes.</summary>
public class DeterminismTests
{
    [TestCase("Debug")]
    [TestCase("Release")]
    public void Same_bytes_twice(string configuration)
    {
        using var folder = new TempFolder();
        var output = folder.PathOf("woven", FixtureAssembly.Name + ".dll");
        var first = WeaveTo(output);
        var second = WeaveTo(output);
        Assert.That(second, Is.EqualTo(first));

        (byte[] Dll, byte[] Pdb) WeaveTo(string path)
        {
            WeaverRun.Succeed(FixtureAssembly.PathOf(configuration), path, ReferenceList.OfFixture(configuration));
            return (File.ReadAllBytes(path), File.ReadAllBytes(Path.ChangeExtension(path, ".pdb")));
        }
    }

    // A build with mapped paths gives the compiler a path of the PDB that names no folder of the machine.
    [TestCase(DebugInformationFormat.Embedded, null)]
    [TestCase(DebugInformationFormat.PortablePdb, "/_/obj/Snippet.pdb")]
    public void Same_bytes_from_two_folders(DebugInformationFormat symbols, string? pdbFile)
    {
        const string Source =
            """
            public class C
            {
                [Hotpatch.Patchable] public static int Static(int x) => x;
                [Hotpatch.Patchable] public string Instance(string s) { var t = s + s; return t; }
                [Hotpatch.Patchable] public async System.Threading.Tasks.Task Async() => await System.Threading.Tasks.Task.Yield();
                private class Nested { [Hotpatch.Patchable] public void M() { } }
            }
            """;
        using var first = new TempFolder();
        using var second = new TempFolder();
        Assert.That(Weave(first), Is.EqualTo(Weave(second)));

        byte[] Weave(TempFolder folder)
        {
            var plain = Compiled.ToFolder(folder.PathOf("plain"), Source, symbols: symbols, pdbFile: pdbFile);
            return File.ReadAllBytes(WeaverRun.Succeed(plain, folder.PathOf("woven", "Snippet.dll"), ReferenceList.OfFixture("Release")).Output);
        }
    }
}
