using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Hotpatch.Tests.HandlesByName;

/// <summary>After any edits, what is generated is what a generator would that had seen nothing before.</summary>
[Parallelizable(ParallelScope.Children)]
public class IncrementalTests
{
    private const string Service =
        """
        using System;
        using Hotpatch;
        using Item = Shop.Apple;
        #nullable enable
        namespace Shop
        {
            /// <summary>See <see cref="Other.Method"/>.</summary>
            public partial class Service : Base
            {
                /// <summary>Runs as <see cref="Other.Method"/> does.</summary>
                [Patchable] public int Run(int a) { int b = a; return b; }
                [Patchable, Obsolete(Texts.Gone)] public void Walk(Item item, Kind kind = Kind.One) { }
                [Patchable] public Item Take(IShape shape, ref Pair pair) => throw new Exception();
                [Patchable] public override T Echo<T>(T value) => value;
                [Patchable] public unsafe void Point(Pair* pair) { }
                [Patchable] private void Hide(Secret secret) { }
                [Patchable(Consistency = Consistency.Drained)] public System.Collections.Generic.IEnumerable<int> Later() { return null!; }
                private class Secret { }
                private int _count = 1;
                public int Plain() => _count;
                public string? After;
            }
        }
        """;

    private const string Others =
        """
        using Hotpatch;
        namespace Shop
        {
            public class Apple { public int Size = 1; }
            public class Pear { }
            public class Base { public virtual T Echo<T>(T value) where T : class => value; }
            public class Other { public void Method(int a) { } }
            public static class Texts { public const string Gone = "It is gone."; public static string Free = "a"; }
            public enum Kind { One, Two }
            public interface IShape { int Area(); }
            public struct Pair { public int First; public int Second() { return First; } }
            public class Holder { private class Inner { [Patchable] public void Run() { } } }
        }
        """;

    private const string Marked =
        """
        namespace Shop
        {
            [Hotpatch.Patchable] public record Size(int Width) { public int Area() => Width; }
            public class Box<T> { [Hotpatch.Patchable] public T Get(T value) => value; }
            public class Uses { private int _a = 1; public void Use() { Size.Patches.Area.Restore(); Service.Patches.Run.Restore(); Box<string>.Patches.Get.Restore(); } }
        }
        """;

    /// <summary>A file, a text in it, and what that becomes; each is made and taken back in turn.</summary>
    private static readonly (int File, string Old, string New)[] Edits =
    [
        (0, "int b = a; return b;", "var c = a + 1;\n\n\nreturn c;"),
        (0, "int b = a; return b;", "\n#nullable disable\nint b = a; return b;"),
        (0, "{ return null!; }", "{ yield return 1; }"),
        (0, "_count = 1;", "_count = 1 + 2;"),
        (0, "private int _count", "private long _count"),
        (0, "public int Plain()", "[Patchable] public int Plain()"),
        (0, "public int Plain()", "public int Run(string b) => 1; public int Plain()"),
        (0, "Runs as", "Walks as"),
        (0, "using Item = Shop.Apple;", "using Item = Shop.Pear;"),
        (0, "int Run(int a)", "int Run(int? a)"),
        (0, "public partial class Service", "[Obsolete] public partial class Service"),
        (0, "public partial class Service", "internal partial class Service"),
        (0, "    public string? After;", "    // nothing\n    public string? After;"),
        (0, "#nullable enable", "#nullable disable"),
        (1, "Size = 1;", "Size = 2;"),
        (1, "public class Apple", "[System.Obsolete] public class Apple"),
        (1, "public class Apple", "internal class Apple"),
        (1, "public class Pear { }", "public class Pear { } namespace Deep { public class Apple { } }"),
        (1, "public class Pear", "public class Run { } public class Pear"),
        (1, "where T : class", "where T : struct"),
        (1, "public class Base {", "public class Base { public int Patches;"),
        (1, "public class Base {", "public class Base { public void PrivatePatches() { }"),
        (1, "void Method(int a)", "void Method(string a)"),
        (1, "It is gone.", "Gone."),
        (1, "Free = \"a\"", "Free = \"b\""),
        (1, "One, Two", "None, One, Two"),
        (1, "int Area();", "int Area(); static abstract int Make();"),
        (1, "public int First;", "public int First; public string Name;"),
        (1, "return First;", "return First + 1;"),
        (1, "public class Other", "public class ServicePatches { } public class Other"),
        (1, "public class Holder", "public partial class Holder"),
        (2, "record Size(int Width)", "record Size(int Width, int Height)"),
        (2, "=> Width;", "=> Width * 2;"),
        (2, "public class Box<T> {", "public class Box<T> { public void Get() { }"),
        (2, "public class Box<T> {", "/** <summary>A box.</summary> */ public class Box<T> {"),
        (2, "T Get(T value)", "T Get(T other)"),
        (2, "_a = 1;", "_a = 1; public class Further { [Hotpatch.Patchable] public void Run() { } }"),
        (2, "namespace Shop", "namespace Store"),
        (2, "Size.Patches.Area.Restore();", ""),
        (2, "Service.Patches", "ServicePatches"),
        (2, "Box<string>.Patches", "Item.Patches"),
        (0, "using Item = Shop.Apple;", "using Item = Shop.Box<string>;"),
    ];

    private static IEnumerable<TestCaseData> Cases
        => from assembly in new[] { "", "[assembly: Hotpatch.Patchable]" } from seed in Enumerable.Range(0, 6) select new TestCaseData(assembly, seed);

    [TestCaseSource(nameof(Cases))]
    public void Edits_generate_what_a_fresh_run_does(string assembly, int seed)
    {
        var random = new Random(seed);
        var run = First(assembly);
        var made = new bool[Edits.Length];
        for (var step = 0; step < 30; step++)
        {
            var index = random.Next(Edits.Length);
            var (file, old, @new) = made[index] ? (Edits[index].File, Edits[index].New, Edits[index].Old) : Edits[index];
            if (Replace(run.Before, file, old, @new) is not { } edited)
                continue;

            made[index] = !made[index];
            run = run.Again(edited);
            Same(run, $"{assembly} {seed} {step}: {old} -> {@new}");
        }
    }

    [TestCase(0)]
    [TestCase(1)]
    public void Every_edit_alone_generates_what_a_fresh_run_does(int assembly)
    {
        var first = First(assembly == 0 ? string.Empty : "[assembly: Hotpatch.Patchable]");
        foreach (var (file, old, @new) in Edits)
        {
            var edited = Replace(first.Before, file, old, @new);
            Assert.That(edited, Is.Not.Null, old);
            var run = first.Again(edited!);
            Same(run, $"{old} -> {@new}");
            Same(run.Again(first.Before), $"{@new} -> {old}");
        }
    }

    [Test]
    public void Files_and_references_and_options_that_come_and_go()
    {
        var first = First(string.Empty);
        var before = (CSharpCompilation)first.Before;
        var trees = before.SyntaxTrees;
        var foreign = Libraries.Reference("Foreign", "namespace Shop { public class Strange { } }");
        Compilation[] edits =
        [
            before.RemoveSyntaxTrees(trees[1]),
            before.RemoveSyntaxTrees(trees[2]),
            before.RemoveAllSyntaxTrees().AddSyntaxTrees(trees.Reverse()),
            before.AddReferences(foreign),
            before.RemoveReferences(before.References.Where(reference => reference.Display!.EndsWith("Hotpatch.Runtime.dll", StringComparison.Ordinal))),
            before.WithOptions(before.Options.WithNullableContextOptions(NullableContextOptions.Disable)),
            before.WithAssemblyName("Renamed"),
        ];

        var run = first;
        foreach (var edit in edits)
        {
            run = run.Again(edit);
            Same(run, "edit");
            run = run.Again(before);
            Same(run, "taken back");
        }
    }

    private static GeneratorRun First(string assembly)
        => GeneratorRun.Over(GeneratorRun.Compile([Service, Others, Marked, assembly], LanguageVersion.CSharp14), isTracked: false, mentionsAll: false);

    private static Compilation? Replace(Compilation compilation, int file, string old, string @new)
    {
        var tree = compilation.SyntaxTrees.ElementAt(file);
        var text = tree.GetText();
        var start = text.ToString().IndexOf(old, StringComparison.Ordinal);
        return start < 0 ? null
            : compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(text.WithChanges(new TextChange(new TextSpan(start, old.Length), @new))));
    }

    private static void Same(GeneratorRun run, string edit)
    {
        var fresh = GeneratorRun.Over((CSharpCompilation)run.Before, mentionsAll: false);
        Assert.That(run.Files, Is.EquivalentTo(fresh.Files), edit);
        Assert.That(Describe(run), Is.EqualTo(Describe(fresh)), edit);
    }

    private static string Describe(GeneratorRun run)
    {
        var text = new StringBuilder();
        foreach (var diagnostic in run.Result.Diagnostics.Select(diagnostic => diagnostic.ToString()).Order(StringComparer.Ordinal))
            text.AppendLine(CultureInfo.InvariantCulture, $"{diagnostic}");

        return text.ToString();
    }
}
