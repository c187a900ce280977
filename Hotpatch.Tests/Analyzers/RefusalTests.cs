using System.Globalization;
using System.Text.RegularExpressions;
using Hotpatch.Analyzers.Rules.Marks;
using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace Hotpatch.Tests.Analyzers;

/// <summary>What the weaver refuses, the editor says at the declaration's name, in the same words.</summary>
public class RefusalTests
{
    /// <summary>All that C# can write of each kind, with the marks that the editor reports.</summary>
    private const string Refused =
        """
        using System;
        using System.Collections.Generic;
        using System.Runtime.CompilerServices;
        using System.Runtime.InteropServices;
        using System.Threading.Tasks;
        using Hotpatch;

        namespace Shop
        {
            [Patchable(Consistency = Consistency.Drained)]
            public class Gated
            {
                public IEnumerable<int> {|HP0023:Iterator|}() { yield return 1; }
                public IEnumerable<int> Each { {|HP0023:get|} { yield return 1; } }
                public async IAsyncEnumerable<int> {|HP0023:Asynchronous|}() { await Task.Yield(); yield return 1; }
                public async void {|HP0023:Nothing|}() { await Task.Yield(); }
                public async Task Fine() { await Task.Yield(); }
                public async ValueTask<int> Good() { await Task.Yield(); return 1; }
                public IEnumerable<int> Outer() { return Inner(); static IEnumerable<int> Inner() { yield return 1; } }
                [Patchable(Consistency = Consistency.Immediate)] public IEnumerable<int> Immediate() { yield return 1; }
                [Patchable(Consistency = Consistency.Exclusive)] public IEnumerable<int> {|HP0023:Exclusive|}() { yield return 1; }
            }

            public class Kinds
            {
                [Patchable] static {|HP0013:Kinds|}() { }
                [Patchable] public int {|HP0018:Arguments|}(int first, __arglist) => 1;
                [Patchable] public {|HP0018:Kinds|}(__arglist) { }
                [Patchable, DllImport("c")] public static extern int getpid();
                [Patchable, MethodImpl(MethodImplOptions.InternalCall)] public extern int {|HP0016:Internal|}(List<int[]> values, int[,] table);
                [Patchable, UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_f")] public static extern ref int {|HP0016:Accessor|}(Kinds kinds);
                [Patchable] public extern int Total { {|HP0016:get|}; {|HP0016:set|}; }
                [Patchable, MethodImpl(MethodImplOptions.InternalCall)] public static extern implicit operator {|HP0016:int|}(Kinds kinds);

                [Patchable]
                [NotPatchable]
                public void {|HP0006:Both|}() { }

                [Patchable] public int Fine(int x) => x;
            }

            public abstract class Abstract<T>
            {
                [Patchable] public abstract T {|HP0016:Body|}(in T value, ref int other, out (int X, string Y) pair, dynamic any, int? maybe, nint native);
                [Patchable] public abstract int Both { {|HP0016:get|}; {|HP0016:set|}; }
                [Patchable] public abstract int this[T key] { {|HP0016:get|}; }
                [Patchable] public abstract event Action {|HP0016:{|HP0016:Changed|}|};
                public abstract int One { [Patchable] {|HP0016:get|}; set; }
                [Patchable] public virtual int Fine() => 1;
                public class Inner<U> { [Patchable] public extern unsafe int {|HP0016:Deep|}(Inner<string> self, Dictionary<T, U>.Enumerator other, int* pointer, delegate*<int, void> function, T[][] jagged); }
            }

            public interface IGreeter
            {
                [Patchable] string {|HP0016:Name|}();
                [Patchable] string Greet() => "hello " + Name();
                [Patchable] static abstract int {|HP0016:Make|}();
            }

            [Patchable]
            public interface IMarked
            {
                string Name();
                string Greet() => "hello " + Name();
            }

            [Patchable]
            public abstract class Marked
            {
                static Marked() { }
                public abstract int Body();
                public int Fine() => 1;
                public extern int {|HP0016:Extern|}();
            }
        }
        """;

    [TestCase("<Hotpatch Consistency='Drained'/>", "{|HP0023:Iterator|}")]
    [TestCase("<Hotpatch Consistency='Immediate'/>", "Iterator")]
    public async Task The_consistency_of_the_project_counts_where_no_mark_sets_one(string element, string name)
    {
        var source = $$"""
            using System.Collections.Generic;
            using Hotpatch;

            [Patchable]
            public class Gated
            {
                public IEnumerable<int> {{name}}() { yield return 1; }
                [Patchable(Consistency = Consistency.Immediate)] public IEnumerable<int> Immediate() { yield return 1; }
            }
            """;
        await new AnalyzerRun<RefusalAnalyzer> { TestState = { Sources = { source }, AdditionalFiles = { ("/FodyWeavers.xml", $"<Weavers>{element}</Weavers>") } } }.RunAsync();
    }

    [Test]
    public Task What_the_project_makes_unpatchable_is_not_said_to_be_of_another_generator()
        => new AnalyzerRun<GeneratedMethodAnalyzer>
        {
            TestState =
            {
                Sources = { "public class Gated { [Hotpatch.Patchable] public System.Collections.Generic.IEnumerable<int> Iterator() { yield return 1; } }" },
                AdditionalFiles = { ("/FodyWeavers.xml", "<Weavers><Hotpatch Consistency='Drained'/></Weavers>") },
            },
        }.RunAsync();

    [Test]
    public Task Everything_that_the_weaver_refuses()
        => new AnalyzerRun<RefusalAnalyzer> { TestCode = Refused, TestBehaviors = TestBehaviors.SkipSuppressionCheck }.RunAsync();

    [Test]
    public async Task The_weaver_says_the_same()
    {
        var source = Regex.Replace(Refused, @"\{\|HP\d{4}:|\|\}", string.Empty, RegexOptions.None, TimeSpan.FromSeconds(1));
        using var folder = new TempFolder();
        var plain = Compiled.ToFolder(folder.FullName, source);
        var run = WeaverRun.Execute(plain, folder.PathOf("woven", "Snippet.dll"), ReferenceList.OfFixture("Debug"));
        var found = await Diagnostics.Of<RefusalAnalyzer>(source);
        Assert.That(
            found.Select(Text),
            Is.EquivalentTo(run.Errors.Select(error => error.Message)));
    }

    [Test]
    public Task Contradictory_marks_are_said_once_where_they_stand()
        => AnalyzerRun<RefusalAnalyzer>.Check(
            """
            using System;
            using Hotpatch;

            [Patchable, NotPatchable]
            public class {|HP0006:Marked|}
            {
                public void One() { }
                public void Two() { }
                [Patchable, NotPatchable] public int {|HP0006:Total|} { get; set; }
                [Patchable, NotPatchable] public event Action {|HP0006:Changed|};
                public int Other { [Patchable, NotPatchable] {|HP0006:get|}; set; }

                public Action Functions()
                {
                    return [{|HP0006:Patchable|}, NotPatchable] () => Local();
                    [Patchable, NotPatchable] static void {|HP0006:Local|}() { }
                }
            }

            [Patchable, NotPatchable]
            public class Empty
            {
            }
            """);

    [Test]
    public async Task The_type_that_both_marks_stand_on_is_what_the_weaver_names_a_method_of()
    {
        const string Source = "[Hotpatch.Patchable, Hotpatch.NotPatchable] public class Marked { public void One() { } public int Two { get; set; } }";
        using var folder = new TempFolder();
        var run = WeaverRun.Execute(Compiled.ToFolder(folder.FullName, Source), folder.PathOf("woven", "Snippet.dll"), ReferenceList.OfFixture("Debug"));
        var found = await Diagnostics.Of<RefusalAnalyzer>(Source);
        Assert.That(run.Errors.Select(error => error.Message), Has.Some.EqualTo(Text(found.Single())));
    }

    [Test]
    public Task Members_of_extension_blocks_are_said_once()
        => AnalyzerRun<RefusalAnalyzer>.Check(
            """
            using System.Runtime.CompilerServices;
            using Hotpatch;

            public static class Texts
            {
                extension(string text)
                {
                    [Patchable, NotPatchable] public int {|HP0006:Half|} => text.Length / 2;
                    [Patchable, NotPatchable] public int {|HP0006:Twice|}() => text.Length * 2;
                    [Patchable, MethodImpl(MethodImplOptions.InternalCall)] public extern int {|HP0016:Elsewhere|}();
                }
            }
            """);

    [Test]
    public Task Partial_methods_are_said_once()
        => AnalyzerRun<RefusalAnalyzer>.Check(
            """
            using Hotpatch;

            public partial class C
            {
                [Patchable] partial void {|HP0006:Both|}();
                [NotPatchable] partial void Both() { }
                [Patchable] partial void Erased();
            }
            """);

    [Test]
    public Task Nothing_is_said_of_a_project_that_does_not_use_Hotpatch()
        => new AnalyzerRun<RefusalAnalyzer>
        {
            TestCode =
                """
                namespace Hotpatch { public class PatchableAttribute : System.Attribute { } }
                public abstract class C { [Hotpatch.Patchable] public abstract void M(); }
                """,
            SolutionTransforms = { SnippetSetup.WithoutRuntime },
        }.RunAsync();

    private static string Text(Diagnostic diagnostic) => $"{diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}";
}
