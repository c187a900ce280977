using System.Globalization;
using Microsoft.CodeAnalysis;
using Mono.Cecil;

namespace Hotpatch.Tests.Support;

/// <summary>Source that is compiled, woven and loaded; before weaving, a test may write what C# cannot.</summary>
internal static class WovenSource
{
    /// <summary>What <see cref="Cycle"/> needs; for the end of a source whose namespace is Fixtures.</summary>
    public const string Fault =
        """

        public static class Fault
        {
            public static bool Armed;
            public static T Pass<T>(T value) => Armed ? throw new System.InvalidOperationException("from the source body") : value;
        }
        """;

    private static readonly TempFolder Folder = new();
    private static int _loaded;

    public static LoadedAssembly Load(
        string source,
        string configuration,
        Action<ModuleDefinition>? rewrite = null,
        OutputKind kind = OutputKind.DynamicallyLinkedLibrary)
    {
        var folder = Folder.PathOf(Interlocked.Increment(ref _loaded).ToString(CultureInfo.InvariantCulture));
        var references = ReferenceList.OfFixture(configuration);
        var plain = Compiled.ToFolder(
            Path.Combine(folder, "plain"), source, references: references, kind: kind, optimization: Enum.Parse<OptimizationLevel>(configuration));
        if (rewrite is not null)
            plain = Rewrite(plain, Path.Combine(folder, "rewritten", "Snippet.dll"), references, rewrite);

        var woven = WeaverRun.Succeed(plain, Path.Combine(folder, "woven", "Snippet.dll"), references).Output;
        StructuralChecks.Pass(woven, plain, references);
        return LoadedAssembly.Load(woven);
    }

    /// <summary>Deletes what <see cref="Load"/> has written; for the end of all tests.</summary>
    public static void CleanUp() => Folder.Dispose();

    private static string Rewrite(string plain, string rewritten, ReferenceList references, Action<ModuleDefinition> rewrite)
    {
        using var module = ModuleDefinition.ReadModule(
            plain, new ReaderParameters { AssemblyResolver = references, InMemory = true, ReadSymbols = true });
        rewrite(module);
        Directory.CreateDirectory(Path.GetDirectoryName(rewritten)!);
        module.Write(rewritten, new WriterParameters { WriteSymbols = true });
        return rewritten;
    }
}
