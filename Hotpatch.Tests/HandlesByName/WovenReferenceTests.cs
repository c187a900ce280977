using System.Text;
using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Hotpatch.Tests.HandlesByName;

/// <summary>Handles of woven references, which the project declares for the types that it mentions.</summary>
public class WovenReferenceTests
{
    private const string Product =
        """
        [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Snippet")]
        namespace Shop
        {
            public class PriceService
            {
                public decimal Quote(int quantity) => quantity;
                public decimal Quote(string code) => 1;
                internal string? Name { get; set; }
                private int Hidden() => 1;
                public T Generic<T>(T value) => value;
                public void ByReference(ref int value) => value++;
                [Hotpatch.NotPatchable] public void Left() { }
                public new static string ToString() => "";
            }

            public class Other { public int One() => 1; }

            public class Box<T>
            {
                public T Get(T value) => value;
                public bool TryGet(out T value) { value = default!; return true; }
                public U Map<U>(U value) where U : T => value;
                public class Inner { public int Three() => 3; }
            }

            public struct Money { public int Cents; public int In(in int rate) => Cents * rate; public static Money operator +(Money a, Money b) => a; }

            public interface IPart { int Default() => 1; int Abstract(); }

            public static class Tools
            {
                public static T Echo<T>(T value) => value;
                public static string Words(this string text) => text;
                public static event System.Action? Changed { add { } remove { } }
            }

            public record Point(int X) { public Point() : this(1) { } [Hotpatch.Patchable] public Point(string text) : this(2) { } }

            public static class Marked { [Hotpatch.Patchable] public static int Two() => 2; }
        }
        """;

    private const string Source =
        """
        using Shop;

        internal static class C
        {
            internal static void M()
            {
                _ = Shop.PriceService.Patches.Quote_Int32;
                _ = Shop.PriceServicePatches.Quote_String;
                _ = Shop.PriceService.Patches.get_Name;
                _ = Shop.PriceService.Patches.ToString;
            }
        }
        """;

    private const string ByClass =
        """
        using Shop;
        using static Shop.IPartPatches;

        internal static class C
        {
            internal static void M()
            {
                Hotpatch.PatchHandle<System.Func<Box<int>, int, int>> get = BoxPatches<int>.Get;
                Hotpatch.PatchHandle tryGet = BoxPatches<int>.TryGet;
                BoxPatches<int>.TryGetDelegate replacement = (Box<int> self, out int value) => { value = 1; return true; };
                Hotpatch.PatchHandle<System.Func<Box<string>, string, string>> map = BoxPatches<string>.Map<string>();
                Hotpatch.GenericPatchHandle all = AllBoxPatches.Get;
                _ = Box_InnerPatches<int>.Three;
                _ = AllBox_InnerPatches.Three;
                _ = MoneyPatches.In;
                _ = MoneyPatches.op_Addition;
                _ = Default;
                _ = global::Shop.ToolsPatches.Echo<int>();
                _ = ToolsPatches.Echo();
                _ = ToolsPatches.Words;
                _ = ToolsPatches.add_Changed;
                _ = PointPatches.Constructor_String;
                _ = PointPatches.get_X;
            }
        }
        """;

    private const string ByExtension =
        """
        using Shop;

        internal static class C
        {
            internal static void M()
            {
                _ = Box<int>.Patches.Get;
                _ = Box<string>.Patches.Map<string>();
                _ = Box<int>.Inner.Patches.Three;
                Money.Patches.In.Patch((ref Money self, in int rate) => 7);
                _ = IPart.Patches.Default;
                _ = Tools.Patches.Echo<int>();
                _ = Tools.Patches.Echo();
                _ = Tools.Patches.Words;
                _ = Point.Patches.Constructor_String;
            }
        }
        """;

    private const string Running =
        """
        using Hotpatch;
        using Shop;

        public static class C
        {
            public static string M()
            {
                var text = new System.Text.StringBuilder();
                using (Box<int>.Patches.Get.PatchScoped((self, value) => 7))
                    text.Append(new Box<int>().Get(1)).Append(' ');
                using (Tools.Patches.Echo<int>().PatchScoped(value => 8))
                    text.Append(Tools.Echo(1)).Append(' ');
                using (Box<int>.Inner.Patches.Three.PatchScoped(self => 9))
                    text.Append(new Box<int>.Inner().Three()).Append(' ');
                using (Box<int>.Patches.TryGet.PatchScoped((Box<int> self, out int value) => { value = 5; return true; }))
                    text.Append(new Box<int>().TryGet(out var found)).Append(found).Append(' ');
                BoxPatches<string>.TryGetDelegate tryGet = (Box<string> self, out string value) => { value = "a"; return true; };
                using (Box<string>.Patches.TryGet.PatchFlow(tryGet))
                {
                    new Box<string>().TryGet(out var found);
                    text.Append(found).Append(' ');
                }

                AllBoxPatches.Get.Patch((handle, types) => types[0] == typeof(string) ? (System.Func<Box<string>, string, string>)((self, value) => "all") : null);
                text.Append(new Box<string>().Get("")).Append(' ');
                AllBoxPatches.Get.Restore();
                using (Money.Patches.In.PatchScoped((ref Money self, in int rate) => self.Cents + rate))
                    text.Append(new Money { Cents = 10 }.In(40)).Append(' ');
                using (IPart.Patches.Default.PatchScoped(self => 40))
                    text.Append(((IPart)new Part()).Default()).Append(' ');
                using (Point.Patches.Constructor_String.PatchScoped((self, value) => { }))
                    text.Append(new Point("").X - 2).Append(' ');
                using (Tools.Patches.Words.PatchScoped(value => "plain"))
                    text.Append("".Words());
                return text.ToString();
            }

            private sealed class Part : IPart { public int Abstract() => 1; }
        }
        """;

    [Test]
    public void Handles_of_a_mentioned_type_find_their_methods()
    {
        var run = Run("Shop<All<<<>Gone<<<<");
        Assert.That(run.Warnings.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning), Is.Empty, run.Text);
        Assert.Multiple(() =>
        {
            Assert.That(run.Text, Does.Contain("""OfReference<global::System.Func<global::Shop.PriceService, int, decimal>, global::Hotpatch.Woven.FuncRouter<global::Shop.PriceService, int, decimal>>(typeof(global::Shop.PriceService), "Quote")"""));
            Assert.That(run.Text, Does.Contain("global::Hotpatch.PatchHandle<global::System.Func<global::Shop.PriceService, T, T>> Generic<T>()"));
            Assert.That(run.Text, Does.Not.Contain("Hidden").And.Not.Contain("\"Left\"").And.Not.Contain("OtherPatches"));
        });
    }

    [TestCase("Shop<<Shop.PriceService.Quote<<", ExpectedResult = new[] { "Quote_Int32", "Quote_String" })]
    [TestCase("Shop<<<Shop.PriceService.Quote<", ExpectedResult = new[] { "ToString" })]
    [TestCase("Shop<Some<<<", ExpectedResult = new string[0])]
    [TestCase("Other<<<<", ExpectedResult = new string[0])]
    [TestCase(null, ExpectedResult = new string[0])]
    public string[] Only_what_the_item_covers(string? items)
    {
        var text = Run(items).Text;
        return [.. new[] { "Quote_Int32", "Quote_String", "ToString" }.Where(name => text.Contains($"> {name}\n", StringComparison.Ordinal))];
    }

    [TestCase(LanguageVersion.CSharp14)]
    [TestCase(LanguageVersion.CSharp12)]
    [TestCase(LanguageVersion.CSharp7_3)]
    public void Handles_of_every_kind_by_class(LanguageVersion version)
    {
        var run = Run("Shop<Public<<<", ByClass, version);
        Assert.That(run.WarningsOfBuild, Is.Empty, run.Text);
    }

    [Test]
    public void Handles_of_every_kind_by_extension()
    {
        var run = Run("Shop<Public<<<", ByExtension);
        Assert.That(run.WarningsOfBuild, Is.Empty, run.Text);
        Assert.That(run.Text, Does.Not.Contain("EqualityContract").And.Not.Contain("PrintMembers").And.Not.Contain("Constructor_Int32"));
    }

    [Test]
    public void Handles_patch_the_woven_copy()
    {
        using var folder = new TempFolder();
        var plain = Compiled.ToFolder(folder.PathOf("plain"), Product, "Shop");
        using var references = ReferenceList.OfFixture("Debug");
        Directory.CreateDirectory(folder.PathOf("woven"));
        Assert.That(WeaverRun.Execute(plain, folder.PathOf("woven", "Shop.dll"), references, "<Hotpatch Scope='Public'/>").Errors, Is.Empty);
        var run = GeneratorRun.Of([Running], properties: Items("Shop<Public<<<"), references: [plain]);
        var project = folder.PathOf("woven", "Project.dll");
        var emit = run.After.Emit(project);
        Assert.That(emit.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error), Is.Empty, run.Text);
        var context = new System.Runtime.Loader.AssemblyLoadContext(name: null, isCollectible: true);
        context.LoadFromAssemblyPath(folder.PathOf("woven", "Shop.dll"));
        var written = (string)context.LoadFromAssemblyPath(project).GetType("C")!.GetMethod("M")!.Invoke(null, null)!;
        Assert.That(written, Is.EqualTo("7 8 9 True5 a all 50 40 0 plain"));
        context.Unload();
    }

    [Test]
    public void Calls_of_the_same_type_have_names_of_their_own()
    {
        var run = Run(
            "Shop<Public<<<",
            """
            [assembly: Hotpatch.PatchableCalls(typeof(Shop.Other))]
            namespace Shop { internal static class C { internal static void M() { _ = Other.Patches.One; _ = Other.CallPatches.One; _ = new Other().One(); } } }
            """);
        Assert.That(run.WarningsOfBuild, Is.Empty, run.Text);
    }

    private static GeneratorRun Run(string? items) => Run(items, Source);

    private static Dictionary<string, string>? Items(string? items)
        => items is null ? null : new() { ["build_property.HotpatchWovenReferences"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(items)) };

    private static GeneratorRun Run(string? items, string source, LanguageVersion version = LanguageVersion.CSharp14)
    {
        using var folder = new TempFolder();
        var product = Compiled.ToFolder(folder.FullName, Product, "Shop");
        return GeneratorRun.Of([source], version, properties: Items(items), references: [product], mentionsAll: false);
    }
}
