using FsCheck.Fluent;
using Hotpatch.Tests.Libraries;
using Act = Hotpatch.Tests.Properties.Routed.RoutedRun.Act;
using Step = Hotpatch.Tests.Properties.Routed.RoutedRun.Step;

namespace Hotpatch.Tests.Properties.Routed;

/// <summary>As <see cref="RoutedModelTests"/>, with patch libraries that are loaded and unloaded among the other patches.</summary>
[Category("Slow")]
public class RoutedLibraryTests : LibraryTests
{
    private const int Answer = 101;
    private const int Number = 7;

    private IReadOnlyList<Subject> _subjects = [];
    private RoutedRun.Library[] _libraries = [];

    [OneTimeSetUp]
    public void CompileLibraries()
    {
        _subjects = Subject.All(Fixture, [Fixture.New("PriceService"), Fixture.New("PriceService")]);
        var canary = Compile(Source("Share = 1, Owner = \"b\"", Answer + 1), "CanaryFix");
        var replacement = Compile(Source("Owner = \"a\"", Answer), "Replacement");
        var layer = Compile(
            $$"""
            public delegate bool Next(string text, out int value);

            public static class Layers
            {
                [Patch(typeof(Calculator), Owner = "a")] public static int Add(Func<int, int, int> next, int a, int b) => (int)Over(next(a, b));
                [Patch(typeof(Gated), Owner = "a")] public static int Subtract(Func<int, int, int> next, int a, int b) => (int)Over(next(a, b));
                [Patch(typeof(PriceService), Owner = "a")] public static decimal Quote(Func<PriceService, int, decimal> next, PriceService self, int quantity) => Over((long)next(self, quantity));
                [Patch(typeof(ByReference), Owner = "a")] public static bool Out(Next next, string text, out int value) { next(text, out value); value = (int)Over(value); return true; }
                private static long Over(long below) => ((below * 3) + {{Number}}) % 1_000_003;
            }
            """,
            "Layers");
        _libraries =
        [
            new(() => PatchLibrary.Load(replacement, Options), RoutedModel.Kind.Scope, Answer, "a"),
            new(() => PatchLibrary.Load(canary, Options), RoutedModel.Kind.Canary, Answer + 1, "b"),
            new(() => PatchLibrary.Load(layer, Options), RoutedModel.Kind.Layer, Number, "a"),
        ];

        static string Source(string attribute, int answer)
            => $$"""
            public static class Patches
            {
                [Patch(typeof(Calculator), {{attribute}})] public static int Add(int a, int b) => {{answer}};
                [Patch(typeof(Gated), {{attribute}})] public static int Subtract(int a, int b) => {{answer}};
                [Patch(typeof(PriceService), {{attribute}})] public static decimal Quote(PriceService self, int quantity) => {{answer}};
                [Patch(typeof(ByReference), {{attribute}})] public static bool Out(string text, out int value) { value = {{answer}}; return true; }
            }
            """;
    }

    [Test]
    public void Libraries_among_all_other_patches()
        => Seed.Check(Gen.ArrayOf(RoutedModelTests.Steps), RoutedModelTests.Shrink, 500, steps => new RoutedRun(_subjects, _libraries).Run(steps));

    [Test]
    public void Each_library_alone([Values(0, 1, 2)] int number)
        => new RoutedRun(_subjects, _libraries).Run([new Step(Act.Load, 0, 0, number), new Step(Act.Open, 0, 0, 5), new Step(Act.Load, 0, 0, number), new Step(Act.End, 0, 0, 0)]);
}
