using System.Collections.Immutable;
using Hotpatch.Analyzers.Rules.Patches;
using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;

namespace Hotpatch.Tests.Analyzers.Patches;

/// <summary>The analyzer of patch libraries over a source that references an assembly with patchable methods.</summary>
internal static class PatchRun
{
    private const string Targets =
        """
        using System;
        using Hotpatch;
        using Hotpatch.Woven;

        [assembly: System.Reflection.AssemblyVersion("1.5.0.0")]

        namespace Shop
        {
            public enum Rounding { Up, Down }

            [Patchable]
            public class PriceService
            {
                [Patchable] public PriceService(int price) { }
                public static decimal Discount(decimal total) => total;
                public decimal Quote(int quantity) => quantity;
                public decimal Sum(int first, string second) => first;
                public decimal Sum(string first) => 0;
                public object Wide(string text) => text;
                public object Either(string text) => text;
                public object Either(object text) => text;
                public bool TryRead(string text, out int value) { value = 0; return true; }
                public ref int At(int[] all) => ref all[0];
                public ReadOnlySpan<char> Cut(ReadOnlySpan<char> text) => text;
                public decimal Total { get; set; }
                public event Action Changed { add { } remove { } }
                public static PriceService operator +(PriceService one, PriceService other) => one;
                public static T Echo<T>(T value) => value;
                public static void Run(Action action) => action();
                public static int Round(Rounding rounding) => 0;
                public static unsafe int Read(int* at) => *at;
                private decimal Hidden(int quantity) => quantity;
                private decimal Sum(long first) => first;
                [Patchable] public class Inner { public static int Twice(int value) => value * 2; }
            }

            public class DearService : PriceService { public DearService() : base(1) { } }

            [Patchable] public struct Money { public decimal Amount; public void Add(decimal amount) => Amount += amount; }

            [Patchable] public interface IPriced { decimal Price() => 1; }

            public interface IBox<T> { }

            [Patchable] public class Box<T> : IBox<T> { public T Get() => default!; public U Map<U>(U other) => other; [Patchable] public class Lid<K> { public static (T, K) Open(T one, K other) => (one, other); } }

            public class Plain { public int Count() => 1; [NotPatchable] public int Never() => 1; }

            public class Scoped { public int Covered() => 1; public int Left() => 1; }

            [HandlesOf(typeof(Scoped))]
            public static class ScopedPatches { [HandleOf("Covered", false)] public static PatchHandle<Func<Scoped, int>> Covered => throw DeclaredHandle.NotWoven(""); }
        }
        """;

    private static readonly Lazy<MetadataReference> Implementation = new(() => Emit("Shop", Targets, new EmitOptions()));
    private static readonly Lazy<MetadataReference> ReferenceAssembly = new(() => Emit("Shop", Targets, new EmitOptions(metadataOnly: true, includePrivateMembers: false)));

    /// <summary>Members of a class of the patch library; what they target has private methods too.</summary>
    public static Task CheckMembers(string members) => Check(Class(members));

    public static Task Check(string source) => Run(source, Implementation.Value).RunAsync();

    /// <summary>What they target is known by its reference assembly, as that of another project is.</summary>
    public static Task CheckMembersAgainstReferenceAssembly(string members) => Run(Class(members), ReferenceAssembly.Value).RunAsync();

    /// <summary>The message that is reported for a member.</summary>
    public static async Task<string> MessageOf(string members)
        => (await Find(members, Implementation.Value)).Single().GetMessage(System.Globalization.CultureInfo.InvariantCulture);

    public static Task<ImmutableArray<Diagnostic>> FindInReferenceAssembly(string members) => Find(members, ReferenceAssembly.Value);

    public static AnalyzerRun<PatchAnalyzer> Run(string source, params MetadataReference[] references)
    {
        var run = new AnalyzerRun<PatchAnalyzer> { TestCode = source };
        run.TestState.AdditionalReferences.AddRange(references);
        return run;
    }

    public static MetadataReference Emit(string name, string source, EmitOptions? options = null)
    {
        var image = new MemoryStream();
        var emitted = Compiled.Compilation(source).WithAssemblyName(name).Emit(image, options: options ?? new EmitOptions());
        Assert.That(emitted.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error), Is.Empty);
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    private static Task<ImmutableArray<Diagnostic>> Find(string members, MetadataReference reference)
        => Diagnostics.Of(Compiled.Compilation(Class(members)).AddReferences(reference), [new PatchAnalyzer()]);

    private static string Class(string members)
        => $$"""
            using System;
            using Hotpatch;
            using Shop;

            public static class Fixes
            {
            {{members}}
            }
            """;
}
