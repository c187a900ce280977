using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.HandlesByName;

/// <summary>The generator declares handles for those methods that the weaver makes patchable, and for no others.</summary>
public class SameChoiceTests
{
    private const string Usings = "using System.Collections.Generic; using System.Runtime.CompilerServices; using Hotpatch;\n";

    [Test]
    public void What_says_of_itself_that_the_compiler_made_it()
        => AreSame(
            """
            [Patchable] public class Service
            {
                public void Written() { }
                [CompilerGenerated] public void Generated() { }
                [CompilerGenerated, Patchable] public void Marked() { }
                public int Half { [CompilerGenerated] get => 3; set { } }
                [method: CompilerGenerated] public event System.Action? Changed;
            }
            """,
            "Service.Written() Service.Marked() Service.set_Half(System.Int32) Service.add_Changed(System.Action) Service.remove_Changed(System.Action)");

    [Test]
    public void Types_that_the_compiler_made_in_a_scope()
        => AreSame(
            """
            [CompilerGenerated] public class Generated
            {
                public void Open() { }
                [Patchable] public void Marked() { }
                public class Inner { public void Open() { } }
            }

            public class Written { public void Open() { } }
            """,
            "Generated.Marked() Written.Open()",
            "<Hotpatch Scope='All'/>");

    [Test]
    public void The_consistency_that_the_configuration_says()
        => AreSame(
            """
            public class Service
            {
                public IEnumerable<int> Later() { yield return 1; }
                [Patchable(Consistency = Consistency.Immediate)] public IEnumerable<int> AtOnce() { yield return 1; }
                public void Open() { }
            }
            """,
            "Service.AtOnce() Service.Open()",
            "<Hotpatch Scope='All' Consistency='Drained'/>");

    [TestCase("<Hotpatch Scope='Public'/>", "")]
    [TestCase("<Hotpatch Scope='All' AggressiveInlining='true'/>", "Service.Sum(System.Int32) Service.get_Half() Service.Echo<T>(T) IShape.Area() ")]
    [TestCase("<Hotpatch Scope='Public' Include='Service IShape Service.Sum'/>", "Service.Sum(System.Int32) ")]
    public void What_the_JIT_is_to_inline(string configuration, string inlined)
        => AreSame(
            """
            public class Service
            {
                [MethodImpl(MethodImplOptions.AggressiveInlining)] public int Sum(int a) => a;
                [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.NoOptimization)] public T Echo<T>(T value) => value;
                public int Half { [MethodImpl((short)256)] get => 1; }
                [MethodImpl(MethodImplOptions.AggressiveInlining), Patchable] public int Marked() => 1;
                [MethodImpl(MethodImplOptions.NoInlining)] public int Open() => 1;
            }

            public interface IShape { [MethodImpl(MethodImplOptions.AggressiveInlining)] int Area() => 1; }
            """,
            inlined + "Service.Marked() Service.Open()",
            configuration);

    [Test]
    public void Sequences_that_are_none()
        => AreSame(
            """
            [Patchable(Consistency = Consistency.Drained)] public class Service
            {
                private IAsyncEnumerable<int>? _later;
                public ref IAsyncEnumerable<int>? Reference() => ref _later;
                public Own.IAsyncEnumerable<int>? OfAnother() => null;
            }

            namespace Own { public interface IAsyncEnumerable<T>; }
            """,
            "Service.Reference() Service.OfAnother()");

    [Test]
    public void The_consistency_of_an_extension_block_s_property()
        => AreSame(
            """
            [Patchable(Consistency = Consistency.Drained)] public static class Texts
            {
                extension(string text)
                {
                    [Patchable(Consistency = Consistency.Immediate)] public IEnumerable<char> Letters { get { yield return text[0]; } }
                    public int Size => text.Length;
                }
            }
            """,
            "Texts.get_Letters(System.String) Texts.get_Size(System.String)");

    [Test]
    public void Marks_that_overrides_inherit()
        => AreSame(
            """
            public abstract class Shape
            {
                [Patchable(Inherited = true)] public abstract int Area { get; set; }
                [Patchable(Inherited = true)] public virtual void Draw() { }
                [Patchable] public virtual void Hide() { }
                public virtual void Grow() { }
            }

            public class Circle : Shape
            {
                public override int Area { get; set; }
                public override void Draw() { }
                public override void Hide() { }
                public override void Grow() { }
            }

            public class Disc : Circle { public override void Draw() { } [NotPatchable] public override int Area => 1; }
            [NotPatchable] public class Quiet : Shape { public override int Area { get; set; } }
            public abstract class Middle : Shape { [Patchable] public override void Draw() { } public abstract override int Area { get; set; } }
            public class Last : Middle { public override void Draw() { } public override int Area { get; set; } }
            """,
            "Shape.Draw() Shape.Hide() Circle.get_Area() Circle.set_Area(System.Int32) Circle.Draw() Disc.Draw() Middle.Draw() Last.get_Area() Last.set_Area(System.Int32)");

    [Test]
    public void Marks_on_a_type_that_overrides_inherit()
        => AreSame(
            """
            [Patchable(Inherited = true)] public abstract class Shape
            {
                public abstract void Draw();
                public virtual void Grow() { }
                [NotPatchable] public virtual void Hide() { }
                public void Plain() { }
            }

            public class Circle : Shape
            {
                public override void Draw() { }
                public override void Grow() { }
                public override void Hide() { }
                public new void Plain() { }
                public override string ToString() => "";
            }
            """,
            "Shape.Grow() Shape.Plain() Circle.Draw() Circle.Grow()");

    [Test]
    public void Marks_that_implementations_inherit()
        => AreSame(
            """
            public interface IPrice<T>
            {
                [Patchable(Inherited = true)] T Quote(T value);
                [Patchable(Inherited = true)] int Count { get; }
                [Patchable(Inherited = true)] event System.Action Changed;
                [Patchable(Inherited = true)] void Tell() { }
                [Patchable(Inherited = true)] static abstract int Make();
                void Plain();
            }

            public interface ISpecial : IPrice<int> { void IPrice<int>.Tell() { } }

            public class Price : IPrice<string>
            {
                public virtual string Quote(string value) => value;
                public int Quote(int value) => value;
                public int Count => 1;
                public event System.Action? Changed;
                void IPrice<string>.Tell() { }
                public static int Make() => 1;
                public void Plain() { }
            }

            public class Lower : Price { public override string Quote(string value) => value; }
            public struct Small : ISpecial { public int Quote(int value) => value; public int Count => 1; public event System.Action? Changed { add { } remove { } } public static int Make() => 1; public void Plain() { } }
            """,
            "IPrice`1.Tell() ISpecial.IPrice<System.Int32>.Tell() Price.Quote(System.String) Price.get_Count() Price.add_Changed(System.Action) Price.remove_Changed(System.Action) "
            + "Price.IPrice<System.String>.Tell() Price.Make() Lower.Quote(System.String) "
            + "Small.Quote(System.Int32) Small.get_Count() Small.add_Changed(System.Action) Small.remove_Changed(System.Action) Small.Make()");

    [Test]
    public void Marks_that_overrides_of_generic_types_and_methods_inherit()
        => AreSame(
            """
            public abstract class Box<T>
            {
                [Patchable(Inherited = true)] public abstract T Map<U>(U value, List<T> list);
                public virtual T Map<U>(T value, List<T> list) => value;
                [Patchable(Inherited = true)] public virtual object Get() => "";
            }

            public class Texts : Box<string>
            {
                public override string Map<U>(U value, List<string> list) => "";
                public override string Map<U>(string value, List<string> list) => "";
                public override string Get() => "";
            }
            """,
            "Box`1.Get() Texts.Map<U>(U,System.Collections.Generic.List`1<System.String>) Texts.Get()");

    [Test]
    public void Consistency_that_is_inherited_with_the_mark()
        => AreSame(
            """
            public abstract class Source
            {
                [Patchable(Inherited = true, Consistency = Consistency.Immediate)] public abstract IEnumerable<int> AtOnce();
            }

            public class Numbers : Source { public override IEnumerable<int> AtOnce() { yield return 1; } public void Open() { } }
            """,
            "Numbers.AtOnce() Numbers.Open()",
            "<Hotpatch Scope='All' Consistency='Drained'/>");

    [TestCase("Inherited = true", "Circle.get_Area() Circle.Draw()")]
    [TestCase("Inherited = false", "Circle.Own()")]
    public void Marks_of_a_referenced_assembly_that_overrides_inherit(string argument, string expected)
    {
        using var folder = new TempFolder();
        var library = Compiled.ToFolder(
            folder.PathOf("library"),
            $$"""
            using Hotpatch;
            public interface IArea { [Patchable({{argument}})] int Area { get; } }
            public class Shape { [Patchable({{argument}})] public virtual void Draw() { } }
            public class Middle : Shape { }
            """,
            name: "Library");
        const string Source = "public class Circle : Middle, IArea { public int Area => 1; public override void Draw() { } OWN public void Own() { } }";
        var run = GeneratorRun.Of([Usings + Source.Replace("OWN", expected.Contains("Own") ? "[Patchable]" : "", StringComparison.Ordinal)], references: [library]);
        var weaving = run.Weave(folder, references: [library]);
        Assert.Multiple(() =>
        {
            Assert.That(run.Methods, Is.EquivalentTo(expected.Split(' ')));
            Assert.That(weaving.Errors, Is.Empty);
            Assert.That(weaving.Infos, Has.Some.Match($"^{expected.Split(' ').Length} methods? (was|were) made patchable"));
        });
    }

    private static void AreSame(string source, string expected, string config = "<Hotpatch/>")
    {
        var methods = expected.Split(' ');
        var run = GeneratorRun.Of([Usings + source], files: [("/project/FodyWeavers.xml", $"<Weavers>{config}</Weavers>")]);
        using var folder = new TempFolder();
        var weaving = run.Weave(folder, config);
        Assert.Multiple(() =>
        {
            Assert.That(run.Methods, Is.EquivalentTo(methods));
            Assert.That(weaving.Errors, Is.Empty);
            Assert.That(weaving.Infos, Has.Some.Match($"^{methods.Length} methods? (was|were) made patchable"));
        });
    }
}
