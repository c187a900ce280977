namespace Hotpatch.Tests.Analyzers;

/// <summary>Sources with patchable methods and, as the generator would write them, declarations of their handles.</summary>
internal static class Shop
{
    /// <summary>For all language versions.</summary>
    public const string Source =
        """
        using System;
        using Hotpatch;
        using Hotpatch.Woven;

        namespace Shop
        {
            public class PriceService
            {
                [Patchable] public PriceService() { }
                [Patchable] public static decimal Discount(decimal total) { return total; }
                [Patchable] public decimal Quote(int quantity) { return quantity; }
                [Patchable] public decimal Sum(int first, int second = 2, params int[] more) { return first; }
                [Patchable] public decimal Sum(string first) { return 0; }
                [Patchable] public bool TryRead(string text, out int value) { value = 0; return true; }
                [Patchable] public decimal Total { get; set; }
                [Patchable] public decimal this[int index] { get { return index; } set { } }
                [Patchable] public event Action Changed;
                [Patchable] public static PriceService operator +(PriceService one, PriceService other) { return one; }
                [Patchable] public static PriceService operator -(PriceService one) { return one; }
                [Patchable] public static explicit operator int(PriceService one) { return 1; }
                [Patchable] public static T Echo<T>(T value) { return value; }
                [Patchable] public static int Overloaded(int value) { return value; }
                [Patchable] public static int Overloaded(string value) { return 0; }
                public decimal Unmarked() { return 1; }
                public void Touch() { Changed?.Invoke(); }
            }

            public class Shape
            {
                [Patchable] public virtual void Draw() { }
                [Patchable] public virtual int Area { get { return 0; } set { } }
            }

            public class Circle : Shape, IDrawn
            {
                [Patchable] public override void Draw() { base.Draw(); }
                public override int Area { get { return 1; } }
            }

            public class Square : Shape { }

            public interface IDrawn { void Draw(); }

            public struct Money
            {
                public decimal Amount;
                [Patchable] public void Add(decimal amount) { Amount += amount; }
            }

            public class Box<T>
            {
                [Patchable] public T Get() { return default(T); }
                [Patchable] public U Map<U>(U other) { return other; }
                public class Inner { [Patchable] public static T Make(int count) { return default(T); } }
            }

            public static class Texts
            {
                [Patchable] public static string Twice(this string text) { return text + text; }
            }

            [HandlesOf(typeof(Money))]
            public static class MoneyPatches
            {
                public delegate void AddDelegate(ref Money self, decimal amount);
                [HandleOf("Add", false)] public static PatchHandle<AddDelegate> Add { get { throw DeclaredHandle.NotWoven("Add"); } }
            }

            [HandlesOf(typeof(Shape))]
            public static class ShapePatches
            {
                [HandleOf("Draw", false)] public static PatchHandle<Action<Shape>> Draw { get { throw DeclaredHandle.NotWoven("Draw"); } }
                [HandleOf("get_Area", false)] public static PatchHandle<Func<Shape, int>> get_Area { get { throw DeclaredHandle.NotWoven("get_Area"); } }
                [HandleOf("set_Area", false)] public static PatchHandle<Action<Shape, int>> set_Area { get { throw DeclaredHandle.NotWoven("set_Area"); } }
            }

            [HandlesOf(typeof(Circle))]
            public static class CirclePatches
            {
                [HandleOf("Draw", false)] public static PatchHandle<Action<Circle>> Draw { get { throw DeclaredHandle.NotWoven("Draw"); } }
            }

            [HandlesOf(typeof(Texts))]
            public static class TextsPatches
            {
                [HandleOf("Twice", true)] public static PatchHandle<Func<string, string>> Twice { get { throw DeclaredHandle.NotWoven("Twice"); } }
            }

            [HandlesOf(typeof(Box<>))]
            public static class BoxPatches<T>
            {
                [HandleOf("Get", false)] public static PatchHandle<Func<Box<T>, T>> Get { get { throw DeclaredHandle.NotWoven("Get"); } }
                [HandleOf("Map", false)] public static PatchHandle<Func<Box<T>, U, U>> Map<U>() { throw DeclaredHandle.NotWoven("Map"); }
            }

            [HandlesOf(typeof(Box<>.Inner))]
            public static class Box_InnerPatches<T>
            {
                [HandleOf("Make", true)] public static PatchHandle<Func<int, T>> Make { get { throw DeclaredHandle.NotWoven("Make"); } }
            }
        }
        """;

    /// <summary>The handles of PriceService as members of a static class.</summary>
    public const string StaticHandles = "namespace Shop { using System; using Hotpatch; using Hotpatch.Woven; [HandlesOf(typeof(PriceService))] public static class PriceServicePatches {" + Handles + "} }";

    /// <summary>The handles of PriceService as C# 14 has them: PriceService.Patches.Quote.</summary>
    public static string ExtensionHandles { get; } =
        "namespace Shop { using System; using Hotpatch; using Hotpatch.Woven; [HandlesOf(typeof(PriceService))] public readonly struct PriceServicePatches {"
        + Handles.Replace("public static PatchHandle", "public PatchHandle", StringComparison.Ordinal)
        + "} public static class PriceServicePatchesExtension { extension(PriceService) { public static PriceServicePatches Patches => default; } } }";

    private const string Handles =
        """

                public delegate bool TryReadDelegate(PriceService self, string text, out int value);
                [HandleOf(".ctor", false)] public static PatchHandle<Action<PriceService>> Constructor { get { throw DeclaredHandle.NotWoven(""); } }
                [HandleOf("Discount", true)] public static PatchHandle<Func<decimal, decimal>> Discount { get { throw DeclaredHandle.NotWoven(""); } }
                [HandleOf("Quote", false)] public static PatchHandle<Func<PriceService, int, decimal>> Quote { get { throw DeclaredHandle.NotWoven(""); } }
                [HandleOf("Sum", false)] public static PatchHandle<Func<PriceService, int, int, int[], decimal>> Sum_Int32 { get { throw DeclaredHandle.NotWoven(""); } }
                [HandleOf("Sum", false)] public static PatchHandle<Func<PriceService, string, decimal>> Sum_String { get { throw DeclaredHandle.NotWoven(""); } }
                [HandleOf("TryRead", false)] public static PatchHandle<TryReadDelegate> TryRead { get { throw DeclaredHandle.NotWoven(""); } }
                [HandleOf("get_Total", false)] public static PatchHandle<Func<PriceService, decimal>> get_Total { get { throw DeclaredHandle.NotWoven(""); } }
                [HandleOf("set_Total", false)] public static PatchHandle<Action<PriceService, decimal>> set_Total { get { throw DeclaredHandle.NotWoven(""); } }
                [HandleOf("get_Item", false)] public static PatchHandle<Func<PriceService, int, decimal>> get_Item { get { throw DeclaredHandle.NotWoven(""); } }
                [HandleOf("set_Item", false)] public static PatchHandle<Action<PriceService, int, decimal>> set_Item { get { throw DeclaredHandle.NotWoven(""); } }
                [HandleOf("add_Changed", false)] public static PatchHandle<Action<PriceService, Action>> add_Changed { get { throw DeclaredHandle.NotWoven(""); } }
                [HandleOf("op_Addition", true)] public static PatchHandle<Func<PriceService, PriceService, PriceService>> op_Addition { get { throw DeclaredHandle.NotWoven(""); } }
                [HandleOf("op_UnaryNegation", true)] public static PatchHandle<Func<PriceService, PriceService>> op_UnaryNegation { get { throw DeclaredHandle.NotWoven(""); } }
                [HandleOf("op_Explicit", true)] public static PatchHandle<Func<PriceService, int>> op_Explicit { get { throw DeclaredHandle.NotWoven(""); } }
                [HandleOf("Echo", true)] public static PatchHandle<Func<T, T>> Echo<T>() { throw DeclaredHandle.NotWoven(""); }
        """;
}
