using Hotpatch.Analyzers.Rules.Marks;
using Hotpatch.Tests.HandlesByName;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Hotpatch.Tests.Analyzers;

/// <summary>HP0047: marked methods that another source generator writes, after the handles were declared.</summary>
[Parallelizable(ParallelScope.Children)]
public class GeneratedMethodTests
{
    private const string Own = "using Hotpatch; namespace Shop { public partial class Counter { [Patchable] public int Own(int a) => a; } }";

    [TestCase("[Patchable] public int Next(int value) => value;", "Shop.Counter.Next(System.Int32)", "Patchable.For<Func<Shop.Counter, int, int>>(typeof(Shop.Counter), \"Next\")")]
    [TestCase("[Patchable] private static void Tell() { }", "Shop.Counter.Tell()", "Patchable.For<Action>(typeof(Shop.Counter), \"Tell\")")]
    [TestCase("[Patchable] public void Set(ref int value) { }", "Shop.Counter.Set(System.Int32&)", "Patchable.Find(\"Shop.Counter.Set(System.Int32&)\")")]
    [TestCase("[Patchable] public T Echo<T>(T value) => value;", "Shop.Counter.Echo(T)", "Patchable.ForAll(\"Shop.Counter.Echo(T)\")")]
    [TestCase("[Patchable] public int Own(string a) => 1;", "Shop.Counter.Own(System.String)", "Patchable.For<Func<Shop.Counter, string, int>>(typeof(Shop.Counter), \"Own\")")]
    public async Task Generated_method_is_told_of_with_the_call_that_finds_it(string member, string name, string call)
    {
        var found = await Find(Own, $"using Hotpatch; namespace Shop {{ partial class Counter {{ {member} }} }}");
        Assert.That(found, Is.EqualTo(new[] { $"/src/Source0.cs HP0047: {name} is patchable, but has no handle by name: another source generator writes it, or writes a type in its signature. Use {call}." }));
    }

    [Test]
    public async Task Both_accessors_of_a_generated_property_are_told_of()
        => Assert.That(await Find(Own, "using Hotpatch; namespace Shop { partial class Counter { [Patchable] public int Age { get; set; } } }"), Has.Length.EqualTo(2));

    [Test]
    public async Task Mapped_code_is_told_of_where_it_is_written()
    {
        var found = await Find(
            Own,
            """
            using Hotpatch;
            namespace Shop
            {
                public class Page
                {
            #line 7 "/src/Page.razor"
                    [Patchable] public int Next(int value) => value;
            #line default
                }
            }
            """);
        Assert.That(found.Single(), Does.StartWith("/src/Page.razor HP0047: Shop.Page.Next(System.Int32)"));
    }

    [Test]
    public async Task A_type_of_the_signature_that_another_generator_writes_is_told_of()
        => Assert.That(
            await Find("using Hotpatch; public class Uses { [Patchable] public static int Read(Generated value) => 1; }", "public class Generated { }"),
            Is.EqualTo(new[] { "/src/Source0.cs HP0047: Uses.Read(Generated) is patchable, but has no handle by name: another source generator writes it, or writes a type in its signature. Use Patchable.For<Func<Generated, int>>(typeof(Uses), \"Read\")." }));

    [TestCase(Own, "namespace Shop { partial class Counter { public int Next(int value) => value; } }")]
    [TestCase("using Hotpatch; namespace Shop { [Patchable] public partial class Counter { public int Own() => 1; } }", "namespace Shop { partial class Counter { public int Next(int value) => value; } }")]
    [TestCase("using Hotpatch; public partial class C { [Patchable] public partial int Age { get; set; } [Patchable] public partial int Run(); }", "partial class C { public partial int Age { get => 1; set { } } public partial int Run() => 1; }")]
    [TestCase("[assembly: Hotpatch.Patchable] public partial class C { public int A() => 1; }", "partial class C { public int B() => 1; }")]
    [TestCase("using Hotpatch; public class C { private class Hidden { [Patchable] public void Run() { } } }", "")]
    [TestCase("using Hotpatch; public abstract class C { [Patchable(Inherited = true)] public abstract void Run(); }", "")]
    public async Task Nothing_is_said_where_nobody_marked_a_generated_member(string own, string generated)
        => Assert.That(await Find(own, generated), Is.Empty);

    [Test]
    public async Task Nothing_is_said_of_a_handle_of_any_kind()
        => Assert.That(
            await Find(
                """
                using System;
                using Hotpatch;
                public class Global { [Patchable] public int Run() => 1; [Patchable] public int Run(string a) => 1; [Patchable] public static int Run(int a) => a; }
                namespace Shop.@class
                {
                    public partial class Box<T>
                    {
                        [Patchable] public Box() { }
                        [Patchable] public T Get(T value) => value;
                        [Patchable] public TOther Map<TOther>(TOther value) => value;
                        public class @int<TInner, TLast> { [Patchable] public void Run(TInner value, TLast other) { } }
                        private partial class Hidden { [Patchable] private void Go(Hidden other) { } }
                    }
                    public struct Pair { [Patchable] public Pair(int a) { } [Patchable] public void Set(ref int a) { } [Patchable] public int this[int i] => i; }
                    public interface IShape { void Draw(); }
                    public class Shape : IShape { [Patchable] void IShape.Draw() { } [Patchable] public event Action Drawn { add { } remove { } } [Patchable] public static bool operator !(Shape a) => true; }
                }
                """,
                generated: string.Empty),
            Is.Empty);

    private static async Task<string[]> Find(string own, string generated)
    {
        var run = GeneratorRun.Of(own);
        var options = (CSharpParseOptions)run.After.SyntaxTrees.First().Options;
        var after = run.After.AddSyntaxTrees(CSharpSyntaxTree.ParseText(
            SourceText.From("// <auto-generated/>\n" + generated, System.Text.Encoding.UTF8), options, "/obj/Other/Generated.g.cs"));
        var found = await Diagnostics.Of(after, [new GeneratedMethodAnalyzer()]);
        return
        [
            .. found.Select(diagnostic
                => $"{diagnostic.Location.GetMappedLineSpan().Path} {diagnostic.Id}: {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}"),
        ];
    }
}
