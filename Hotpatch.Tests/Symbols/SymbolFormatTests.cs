using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis.Emit;

namespace Hotpatch.Tests.Symbols;

/// <summary>Portable and embedded symbols arrive in the woven assembly; an assembly without symbols is woven without.</summary>
public class SymbolFormatTests
{
    private const string Source =
        """
        public class Thrower
        {
            [Hotpatch.Patchable]
            public static int Throw() =>
                throw new System.InvalidOperationException();
        }
        """;

    [TestCase(DebugInformationFormat.PortablePdb, ExpectedResult = 5)]
    [TestCase(DebugInformationFormat.Embedded, ExpectedResult = 5)]
    [TestCase(null, ExpectedResult = 0)]
    public int Line_of_an_exception(DebugInformationFormat? symbols)
    {
        using var folder = new TempFolder();
        var plain = Compiled.ToFolder(folder.FullName, Source, symbols: symbols);
        var woven = WeaverRun.Succeed(plain, folder.PathOf("woven", "Snippet.dll"), ReferenceList.OfFixture("Debug"));
        Assert.That(File.Exists(Path.ChangeExtension(woven.Output, ".pdb")), Is.EqualTo(symbols == DebugInformationFormat.PortablePdb));

        var thrower = LoadedAssembly.Load(woven.Output).Assembly.GetType("Thrower", throwOnError: true)!;
        var handle = Patchable.For<Func<int>>(thrower, "Throw");
        var exception = Assert.Throws<InvalidOperationException>(() => thrower.GetMethod("Throw")!.CreateDelegate<Func<int>>()());
        handle.Patch(() => 3);
        Assert.That(thrower.GetMethod("Throw")!.Invoke(null, null), Is.EqualTo(3));
        return new System.Diagnostics.StackTrace(exception!, fNeedFileInfo: true).GetFrame(0)!.GetFileLineNumber();
    }
}
