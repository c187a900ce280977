using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis.CSharp;

namespace Hotpatch.Tests.HandlesByName;

/// <summary>Handles by name as source uses them: what is generated is woven with it, and its patches take effect.</summary>
public sealed class GeneratedHandleUseTests : IDisposable
{
    private const string Source =
        """
        using System;
        using Hotpatch;

        namespace Fixtures
        {
            public class Shape
            {
                [Patchable] public virtual int Area() { return 1; }
                [Patchable] public static int Count(int more) { return more; }
                [Patchable] public static int Count(string text) { return text.Length; }
                [Patchable] private int Secret() { return 1; }
                [Patchable] public Shape() { }
                [Patchable] public int Size { get; set; }
                [Patchable] public int this[int index] { get { return index; } }
                [Patchable] public bool TryRead(string text, out int value) { value = 1; return false; }
                [Patchable] public static T Echo<T>(T value) { return value; }
                public int CallSecret() { return Secret(); }
                public class Inner { [Patchable] public int Get() { return 1; } }
            }

            public class Square : Shape
            {
                [Patchable] public override int Area() { return base.Area() * 10; }
            }

            public struct Money
            {
                public int Amount;
                [Patchable] public void Add(int amount) { Amount += amount; }
                [Patchable] public static Money operator +(Money left, int right) { left.Amount += right; return left; }
                [Patchable] public static explicit operator int(Money money) { return money.Amount; }
                [Patchable] public static explicit operator string(Money money) { return "plain"; }
            }

            public ref struct Window
            {
                public int Count;
                [Patchable] public int Get() { return Count; }
            }

            public static class Tools { [Patchable] public static int Run() { return 1; } }

            public class Box<T>
            {
                public T Value;
                public Box(T value) { Value = value; }
                [Patchable] public T Get() { return Value; }
                [Patchable] public int Map<U>(U other) { return 1; }
            }

            public partial class Outer
            {
                private class Hidden { [Patchable] public int Get() { return 1; } }
                [Patchable] private static int Take(Hidden hidden) { return 1; }
                public static string Both()
                {
                    using (HiddenPatches.Get.PatchScoped(self => 2))
                    using (PrivatePatches.Take.PatchScoped(hidden => 3))
                        return new Hidden().Get() + " " + Take(null);
                }
            }
        }
        """;

    private const string Uses =
        """
        #nullable disable
        using System;
        using Hotpatch;

        namespace Fixtures
        {
            public static class Uses
            {
                public static string Instance() { using (Shape.Patches.Area.PatchScoped(self => 5)) return new Shape().Area() + " " + new Square().Area(); }
                public static string Derived() { using (Square.Patches.Area.PatchScoped(self => 7)) return new Shape().Area() + " " + new Square().Area(); }
                public static string Overloads() { using (Shape.Patches.Count_String.PatchScoped(text => 9)) return Shape.Count(1) + " " + Shape.Count("a"); }
                public static string Private() { using (Shape.Patches.Secret.PatchScoped(self => 9)) return new Shape().CallSecret().ToString(); }
                public static string Constructor() { var size = 0; using (Shape.Patches.Constructor.PatchScoped(self => size = self.Size = 4)) return new Shape().Size + " " + size; }
                public static string Accessors() { using (Shape.Patches.get_Size.PatchScoped(self => 8)) using (Shape.Patches.get_Item.PatchScoped((self, index) => index * 2)) return new Shape().Size + " " + new Shape()[3]; }
                public static string Out() { using (Shape.Patches.TryRead.PatchScoped((Shape self, string text, out int value) => { value = 6; return true; })) return new Shape().TryRead("", out var value) + " " + value; }
                public static string GenericMethod() { using (Shape.Patches.Echo<int>().PatchScoped(value => value + 1)) return Shape.Echo(1) + " " + Shape.Echo("a") + " " + Shape.Patches.Echo().Instantiations.Count; }
                public static string Nested() { using (Shape.Inner.Patches.Get.PatchScoped(self => 2)) return new Shape.Inner().Get().ToString(); }
                public static string Struct() { var money = new Money(); using (Money.Patches.Add.PatchScoped((ref Money self, int amount) => self.Amount = amount * 100)) money.Add(2); return money.Amount.ToString(); }
                public static string Operators() { using (Money.Patches.op_Addition.PatchScoped((left, right) => new Money { Amount = 42 })) using (Money.Patches.op_Explicit_Money_ToString.PatchScoped(money => "patched")) return (int)(new Money() + 1) + " " + (string)new Money(); }
                public static string RefStruct() { using (Window.Patches.Get.PatchScoped((ref Window self) => self.Count * 2)) return new Window { Count = 3 }.Get().ToString(); }
                public static string Static() { using (Tools.Patches.Run.PatchScoped(() => 2)) return Tools.Run().ToString(); }
                public static string Generic() { using (Box<string>.Patches.Get.PatchScoped(self => self.Value + "!")) return new Box<string>("a").Get() + " " + new Box<object>("b").Get(); }
                public static string GenericMethodOfType() { using (Box<string>.Patches.Map<int>().PatchScoped((self, other) => other)) return new Box<string>("a").Map(5) + " " + new Box<string>("a").Map(5L); }
                public static string All() { AllBoxPatches.Get.Patch((handle, arguments) => null); var all = AllBoxPatches.Get.IsPatched; AllBoxPatches.Get.Restore(); return all + " " + AllBoxPatches.Map.Name; }
                public static string Hidden() { return Outer.Both(); }
            }
        }
        """;

    private static readonly Dictionary<string, string> Expected = new()
    {
        ["Instance"] = "5 50",
        ["Derived"] = "1 7",
        ["Overloads"] = "1 9",
        ["Private"] = "9",
        ["Constructor"] = "4 4",
        ["Accessors"] = "8 6",
        ["Out"] = "True 6",
        ["GenericMethod"] = "2 a 2",
        ["Nested"] = "2",
        ["Struct"] = "200",
        ["Operators"] = "42 patched",
        ["RefStruct"] = "6",
        ["Static"] = "2",
        ["Generic"] = "a! b",
        ["GenericMethodOfType"] = "5 1",
        ["All"] = "True Fixtures.Box`1.Map<U>(U)",
        ["Hidden"] = "2 3",
    };

    private readonly TempFolder _folder = new();
    private readonly Dictionary<LanguageVersion, LoadedAssembly> _woven = [];

    private static IEnumerable<TestCaseData> Cases
        => new[] { LanguageVersion.CSharp14, LanguageVersion.CSharp13, LanguageVersion.CSharp10, LanguageVersion.CSharp7_3 }
            .SelectMany(version => Expected.Keys.Select(use => new TestCaseData(use, version)));

    [OneTimeSetUp]
    public void Weave()
    {
        foreach (var version in new[] { LanguageVersion.CSharp14, LanguageVersion.CSharp13, LanguageVersion.CSharp10, LanguageVersion.CSharp7_3 })
        {
            var uses = version >= LanguageVersion.CSharp14 ? Uses : OlderForm(Uses);
            var run = GeneratorRun.Of([Source, version >= LanguageVersion.CSharp8 ? uses : uses.Replace("#nullable disable", string.Empty, StringComparison.Ordinal)], version);
            var woven = run.Weave(_folder, name: version.ToString());
            Assert.That(woven.Errors.Select(error => error.Message), Is.Empty);
            _woven.Add(version, LoadedAssembly.Load(woven.Output));
        }
    }

    public void Dispose() => _folder.Dispose();

    [TestCaseSource(nameof(Cases))]
    public void Patch_by_name(string use, LanguageVersion version)
        => Assert.That(_woven[version].Call($"Uses.{use}"), Is.EqualTo(Expected[use]));

    // Shape.Patches.Area was ShapePatches.Area.
    private static string OlderForm(string uses)
        => uses.Replace("Shape.Inner.Patches.", "Shape_InnerPatches.", StringComparison.Ordinal)
            .Replace("Box<string>.Patches.", "BoxPatches<string>.", StringComparison.Ordinal)
            .Replace(".Patches.", "Patches.", StringComparison.Ordinal);
}
