using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Weaving;

/// <summary>Whole assemblies: the scope and the patterns of FodyWeavers.xml, and [assembly: Patchable].</summary>
public class ScopeTests
{
    private const string Source =
        """
        using Hotpatch;
        namespace Shop
        {
            public class Prices
            {
                public Prices() { }
                static Prices() { }
                ~Prices() { }
                public int Public() => 1;
                protected int Protected() => 1;
                internal int Internal() => 1;
                private int Private() => 1;
                public int Property { get; set; }
                public int Left(__arglist) => 1;
                [NotPatchable] public int Left() => 1;
                [Patchable] private int Marked() => 1;
                public async System.Threading.Tasks.Task<int> Async(System.Func<int> f) { await System.Threading.Tasks.Task.Yield(); return ((System.Func<int>)(() => f()))(); }
                public abstract class Nested { public void InNested() { } public abstract void Abstract(); }
            }

            [NotPatchable] public class LeftType { public int InLeftType() => 1; [Patchable] public int MarkedInLeftType() => 1; }

            internal class Hidden { public int InHidden() => 1; }
        }
        namespace Shop.Sub
        {
            public record Record(int X) { public int InRecord() => X; }
        }
        """;

    private const string Inlined =
        """
        using Hotpatch;
        using System.Runtime.CompilerServices;
        public class Fast
        {
            public int Slow() => 1;
            [MethodImpl(MethodImplOptions.AggressiveInlining)] public int Sum(int a) => a;
            [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)] private int Hidden() => 1;
            public int Half { [MethodImpl(256)] get => 1; }
        }
        public class Marked { [Patchable, MethodImpl(MethodImplOptions.AggressiveInlining)] public int Fast() => 1; }
        [Patchable] public class MarkedType { [MethodImpl(MethodImplOptions.AggressiveInlining)] public int Fast() => 1; }
        """;

    private static readonly string[] Marked = ["Shop.Prices.Marked", "Shop.LeftType.MarkedInLeftType"];

    private static readonly string[] Public =
    [
        .. Marked, "Shop.Prices.Public", "Shop.Prices.Protected", "Shop.Prices.get_Property", "Shop.Prices.set_Property", "Shop.Prices.Async",
        "Shop.Prices+Nested.InNested", "Shop.Sub.Record.get_X", "Shop.Sub.Record.set_X", "Shop.Sub.Record.InRecord",
    ];

    private static readonly string[] All = [.. Public, "Shop.Prices.Internal", "Shop.Prices.Private", "Shop.Hidden.InHidden"];

    [Test]
    public void Attributed_is_the_default() => Assert.That(Weave("<Hotpatch/>"), Is.EquivalentTo(Marked));

    [Test]
    public void Public_covers_what_other_assemblies_can_call() => Assert.That(Weave("<Hotpatch Scope='Public'/>"), Is.EquivalentTo(Public));

    [Test]
    public void All_covers_the_rest() => Assert.That(Weave("<Hotpatch Scope='All'/>"), Is.EquivalentTo(All));

    [Test]
    public void The_assemblys_attribute_covers_all()
        => Assert.That(Weave("<Hotpatch/>", Source.Replace("namespace Shop\n", "[assembly: Patchable]\nnamespace Shop\n", StringComparison.Ordinal)), Is.EquivalentTo(All));

    [TestCase("Scope='Attributed' Include='Shop.Sub'", "Shop.Sub.Record.get_X", "Shop.Sub.Record.set_X", "Shop.Sub.Record.InRecord")]
    [TestCase("Scope='All' Include='Shop.Hidden, Shop.Prices.P*v*'", "Shop.Hidden.InHidden", "Shop.Prices.Private")]
    [TestCase("Scope='Public' Include='Shop.Hidden Shop.Prices.Public'", "Shop.Prices.Public")]
    [TestCase("Scope='All' Exclude='Shop.Sub|Shop.Prices|*Nested'", "Shop.Hidden.InHidden")]
    [TestCase("Include='Shop.Prices.Nested'", "Shop.Prices+Nested.InNested")]
    [TestCase("Include='Shop.Prices.Nested.In*'", "Shop.Prices+Nested.InNested")]
    [TestCase("Scope='All' Include='Shop.Prices.Nested, Shop.Hidden' Exclude='Shop.Prices.Nested'", "Shop.Hidden.InHidden")]
    [TestCase("Scope='All' Include='Shop.Prices*' Exclude='*.get_*;*.set_*;*Async;*Pr*te*;*Internal;*Nested*'", "Shop.Prices.Public")]
    public void Patterns(string attributes, params string[] expected)
        => Assert.That(Weave($"<Hotpatch {attributes}/>"), Is.EquivalentTo(Marked.Concat(expected)));

    [TestCase("Include='Shop.Prices..ctor'", "Shop.Prices..ctor")]
    [TestCase("Include='Shop.*..ctor'", "Shop.Prices..ctor", "Shop.Prices+Nested..ctor", "Shop.Hidden..ctor", "Shop.Sub.Record..ctor")]
    [TestCase("Scope='Public' Include='Shop.Prices.Public Shop.*..ctor' Exclude='Shop.Prices.Nested'", "Shop.Prices.Public", "Shop.Prices..ctor", "Shop.Sub.Record..ctor")]
    public void Constructors_that_a_pattern_names(string attributes, params string[] expected)
        => Assert.That(Weave($"<Hotpatch {attributes}/>"), Is.EquivalentTo(Marked.Concat(expected)));

    [TestCase("Shop.Box", "Shop.Box.None", "Shop.Box`1.One", "Shop.Box`2.Two", "Shop.Box`2.Echo")]
    [TestCase("Shop.Box`1", "Shop.Box`1.One")]
    [TestCase("Shop.Box.Item", "Shop.Box`1+Item`1.Get")]
    [TestCase("Shop.Box`1+Item`1", "Shop.Box`1+Item`1.Get")]
    [TestCase("Shop.Box.Item.Get", "Shop.Box`1+Item`1.Get")]
    [TestCase("Shop.Box.Echo", "Shop.Box`2.Echo")]
    public void Plain_names_of_generic_types(string pattern, params string[] expected)
    {
        const string Generic =
            """
            namespace Shop
            {
                public class Box { public int None() => 0; }
                public class Box<T> { public int One() => 1; public class Item<U> { public int Get() => 1; } }
                public class Box<T, U> { public int Two() => 2; public V Echo<V>(V value) => value; }
            }
            """;
        Assert.That(Weave($"<Hotpatch Include='{pattern}'/>", Generic), Is.EquivalentTo(expected));
    }

    [Test]
    public void What_a_scope_cannot_weave_is_left_and_listed()
    {
        using var folder = new TempFolder();
        var run = Run(folder, "<Hotpatch Scope='All'/>", Source);
        Assert.That(run.Infos, Has.One.EqualTo("Shop.Prices.Left() is left as it is: it takes __arglist."));
    }

    [TestCase("Scope='All'")]
    [TestCase("Scope='All' AggressiveInlining='false'", "")]
    [TestCase("Scope='Public' AggressiveInlining='true'", "Fast.Sum", "Fast.get_Half")]
    [TestCase("Scope='All' AggressiveInlining='true'", "Fast.Sum", "Fast.get_Half", "Fast.Hidden")]
    [TestCase("AggressiveInlining='true'")]
    [TestCase("Scope='All' Include='Fast.Slow, Fast.Hidden'", "Fast.Hidden")]
    [TestCase("Scope='All' Include='* Fast.Hidden'", "Fast.Hidden")]
    [TestCase("Include='Fast.S*'")]
    [TestCase("Include='Fast.S*' AggressiveInlining='true'", "Fast.Sum")]
    [TestCase("Include='Fast'")]
    [TestCase("Include='Fast.Sum'", "Fast.Sum")]
    [TestCase("Include='Fast.Sum' Exclude='Fast'")]
    [TestCase("Scope='All' Include='Fast' Exclude='Fast.Hidden' AggressiveInlining='true'", "Fast.Sum", "Fast.get_Half")]
    public void Methods_for_the_inliner_are_covered_only_if_that_is_said(string attributes, params string[] expected)
        => Assert.That(Weave($"<Hotpatch {attributes}/>", Inlined).Where(IsForInliner), Is.EquivalentTo(expected.Where(name => name.Length > 0)));

    [Test]
    public void The_assemblys_attribute_leaves_methods_for_the_inliner()
    {
        var marked = Inlined.Replace("public class Fast", "[assembly: Patchable]\npublic class Fast", StringComparison.Ordinal);
        Assert.Multiple(() =>
        {
            Assert.That(Weave("<Hotpatch/>", marked), Is.EquivalentTo(new[] { "Fast.Slow", "Marked.Fast", "MarkedType.Fast" }));
            Assert.That(Weave("<Hotpatch AggressiveInlining='true'/>", marked).Where(IsForInliner), Has.Exactly(3).Items);
        });
    }

    [Test]
    public void A_method_left_to_the_inliner_is_listed()
    {
        using var folder = new TempFolder();
        var run = Run(folder, "<Hotpatch Scope='Public'/>", Inlined);
        Assert.That(
            run.Infos.Where(info => info.Contains("AggressiveInlining", StringComparison.Ordinal)),
            Is.EqualTo(new[]
            {
                "Fast.Sum(System.Int32) is left as it is: it has AggressiveInlining. To weave it, mark it with [Patchable] or set AggressiveInlining=\"true\" in FodyWeavers.xml.",
                "Fast.get_Half() is left as it is: it has AggressiveInlining. To weave it, mark it with [Patchable] or set AggressiveInlining=\"true\" in FodyWeavers.xml.",
            }));
    }

    [TestCase("yes")]
    [TestCase("True")]
    [TestCase("1")]
    [TestCase("")]
    public void Another_value_of_AggressiveInlining_is_an_error(string value)
    {
        using var folder = new TempFolder();
        Assert.That(
            Run(folder, $"<Hotpatch AggressiveInlining='{value}'/>", Inlined).Errors.Single().Message,
            Is.EqualTo($"HP0004: <Hotpatch> in FodyWeavers.xml has AggressiveInlining=\"{value}\". Expected is true or false."));
    }

    [Test]
    public void A_pattern_without_a_match_is_an_error_that_names_it()
    {
        using var folder = new TempFolder();
        var run = Run(folder, "<Hotpatch Scope='All' Include='Shop.Prices Shop.Pirces' Exclude='Sohp.*'/>", Source);
        Assert.That(
            run.Errors.Select(error => error.Message),
            Is.EqualTo(new[]
            {
                "HP0007: The pattern Shop.Pirces in FodyWeavers.xml matches no namespace, type or method of Snippet. Did you mean Shop.Prices? Correct or remove it.",
                "HP0007: The pattern Sohp.* in FodyWeavers.xml matches no namespace, type or method of Snippet. Correct or remove it.",
            }));
    }

    [TestCase("Include='S.T' Exclude='S.T'", true)]
    [TestCase("Scope='Public' Include='S.T.A' Exclude='S.T'", true)]
    [TestCase("Include='S.T.No'", true)]
    [TestCase("Include='S.T..cctor'", true)]
    [TestCase("Include='S.T.A'", false)]
    [TestCase("Exclude='S.T'", false)]
    [TestCase("Scope='All' Exclude='S.T'", false)]
    public void Patterns_that_leave_nothing_to_weave_are_a_warning(string attributes, bool isWarned)
    {
        const string source = "namespace S { public class T { static T() { } public int A() => 1; [Hotpatch.NotPatchable] public int No() => 1; } }";
        using var folder = new TempFolder();
        var run = Run(folder, $"<Hotpatch {attributes}/>", source);
        Assert.That(run.Errors, Is.Empty);
        Assert.That(run.Warnings.Any(warning => warning.Message.StartsWith("HP0060: The patterns in FodyWeavers.xml make no method patchable.", StringComparison.Ordinal)), Is.EqualTo(isWarned));
    }

    [TestCase("A.B.C.X", "A.B.C.get_X")]
    [TestCase("A.B.C.x", "A.B.C.get_X")]
    [TestCase("A.B.C.E", "A.B.C.add_E")]
    [TestCase("A.B.C.M(System.Int32)", "A.B.C.M")]
    public void A_pattern_with_the_name_of_a_property_or_with_parameters_brings_that_of_the_method(string pattern, string method)
    {
        const string source = "namespace A.B { public class C { public int X { get; set; } public event System.Action E { add { } remove { } } public void M(int x) { } } }";
        using var folder = new TempFolder();
        Assert.That(Run(folder, $"<Hotpatch Include='{pattern}'/>", source).Errors.Single().Message, Does.Contain($" Did you mean {method}? "));
    }

    [TestCase("Some")]
    [TestCase("all")]
    [TestCase("1")]
    [TestCase("")]
    public void An_unknown_scope_is_an_error(string scope)
    {
        using var folder = new TempFolder();
        var run = Run(folder, $"<Hotpatch Scope='{scope}'/>", Source);
        Assert.That(run.Errors.Single().Message, Does.StartWith("HP0004: ").And.Contain($"Scope=\"{scope}\"").And.Contain("Attributed, Public, All"));
    }

    private static IEnumerable<string> Weave(string config, string source = Source)
    {
        using var folder = new TempFolder();
        var run = Run(folder, config, source);
        Assert.That(run.Errors, Is.Empty);
        var assembly = LoadedAssembly.Load(run.Output).Assembly;
        return
        [
            .. Patchable.In(assembly).Select(handle => handle.Name).Concat(Patchable.GenericIn(assembly).Select(handle => handle.Name))
                .Select(name => name[..name.IndexOfAny(['(', '<'])]),
        ];
    }

    private static bool IsForInliner(string method) => method is "Fast.Sum" or "Fast.get_Half" or "Fast.Hidden";

    private static WeaverRun Run(TempFolder folder, string config, string source)
        => WeaverRun.Execute(
            Compiled.ToFolder(folder.FullName, source), folder.PathOf("woven", "Snippet.dll"), ReferenceList.OfFixture("Release"), config);
}
