using Hotpatch.Tests.Support;
using Mono.Cecil;
using MetadataReaderProvider = System.Reflection.Metadata.MetadataReaderProvider;

namespace Hotpatch.Tests.Perverse;

/// <summary>Symbols that are missing, of another build, or forged: the code that comes out is right all the same.</summary>
public class WrongSymbolTests
{
    private const string Source =
        "public class C { [Hotpatch.Patchable] public static int M(int a) { var b = a + 1; { var c = b * 2; return c; } } public int Value; [Hotpatch.Patchable] public C(int a) { Value = a; } public static int New(int a) => new C(a).Value; }";

    // The same methods, far longer and with more locals, then far shorter.
    private const string Longer =
        "public class C { public static int M(int a) { var b = a; for (var i = 0; i < 9; i++) { var d = i; {\n var e = d; { var f = e;\n b += f; } } }\n var g = b;\n return g * 3 + a - 1; } public int Value; public C(int a) { var z = a;\n Value = z;\n Value++;\n Value--; } public static int New(int a)\n =>\n new C(a).Value; }";

    private const string Shorter = "public class C { public static int M(int a) => a; public int Value; public C(int a) { } }";

    [Test]
    public void Without_symbols()
        => AssertWorks(folder => File.Delete(folder.PathOf("plain", "Snippet.pdb")), isRead: false);

    // Fody weaves without symbols that do not match.
    [TestCase(Longer)]
    [TestCase(Shorter)]
    public void Of_another_build(string other)
        => AssertWorks(folder => Replace(folder, other, forge: false), isRead: false);

    [TestCase(Longer)]
    [TestCase(Shorter)]
    public void Of_another_build_under_the_right_name(string other)
        => AssertWorks(folder => Replace(folder, other, forge: true), isRead: true);

    private static void AssertWorks(Action<TempFolder> spoil, bool isRead)
    {
        using var folder = new TempFolder();
        var plain = Compiled.ToFolder(folder.PathOf("plain"), Source);
        spoil(folder);

        var references = ReferenceList.OfFixture("Debug");
        var output = folder.PathOf("woven", "Snippet.dll");
        Directory.CreateDirectory(folder.PathOf("woven"));
        using (var module = ModuleDefinition.ReadModule(plain, new ReaderParameters { AssemblyResolver = references, InMemory = true }))
        {
            Assert.That(TryReadSymbols(module), Is.EqualTo(isRead));
            Assert.That(WeaverRun.Execute(module, references).Errors, Is.Empty);
            module.Write(output, new WriterParameters { WriteSymbols = isRead });
        }

        StructuralChecks.Pass(output, plain, references);
        var assembly = LoadedAssembly.Load(output).Assembly;
        var method = assembly.GetType("C")!.GetMethod("M")!.CreateDelegate<Func<int, int>>();
        var make = assembly.GetType("C")!.GetMethod("New")!.CreateDelegate<Func<int, int>>();
        Assert.That((method(3), make(5)), Is.EqualTo((8, 5)));
        foreach (var handle in Patchable.In(assembly))
            handle.Patch(handle.Method.IsConstructor ? Constant.Nothing(handle.DelegateType) : Constant.Returning(handle.DelegateType, 100));

        Assert.That((method(3), make(5)), Is.EqualTo((100, 0)));
    }

    private static bool TryReadSymbols(ModuleDefinition module)
    {
        try
        {
            module.ReadSymbols();
            return true;
        }
        catch (Exception exception) when (exception is Mono.Cecil.Cil.SymbolsNotFoundException or Mono.Cecil.Cil.SymbolsNotMatchingException)
        {
            return false;
        }
    }

    /// <summary>Puts another source's symbols in the place of the right ones; forged, they carry the id that the assembly asks for.</summary>
    private static void Replace(TempFolder folder, string other, bool forge)
    {
        Compiled.ToFolder(folder.PathOf("other"), other);
        var right = folder.PathOf("plain", "Snippet.pdb");
        var symbols = File.ReadAllBytes(folder.PathOf("other", "Snippet.pdb"));
        if (forge)
            IdOf(File.ReadAllBytes(right)).CopyTo(symbols.AsSpan(symbols.AsSpan().IndexOf(IdOf(symbols))));

        File.WriteAllBytes(right, symbols);
    }

    private static byte[] IdOf(byte[] symbols)
    {
        using var provider = MetadataReaderProvider.FromPortablePdbImage([.. symbols]);
        return [.. provider.GetMetadataReader().DebugMetadataHeader!.Id];
    }
}
