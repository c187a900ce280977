using Hotpatch.Tests.Gates;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Libraries;

/// <summary>A newer version in one step over an older one.</summary>
public class ReplaceTests : LibraryTests
{
    [Test]
    public void Methods_in_both_go_straight_from_old_to_new()
    {
        var first = Version(1, "[Patch(typeof(PriceService))] public static decimal Discount(decimal total) => 1;");
        var second = Version(2, "[Patch(typeof(Imports))] public static int ProcessId() => 2;");
        var old = PatchLibrary.Load(first, Patient);
        var changes = new List<string>();
        EventHandler<PatchChangedEventArgs> look = (_, _) => changes.Add(Answers());
        PatchHandle[] handles = [Add, Fixture.Handle("PriceService.Discount"), Fixture.Handle("Imports.ProcessId")];
        foreach (var handle in handles)
            handle.Changed += look;

        using (var crowd = new Crowd(2, _ => Assert.That(CallAdd(1, 2), Is.AnyOf(1, 2), "never the original")))
        {
            Assert.That(Answers(), Is.EqualTo("1 1 own"));
            var library = PatchLibrary.Load(second, Replacing(old));
            Assert.That(Answers(), Is.EqualTo("2 9 2"));
            Assert.That(changes, Is.EqualTo(new[] { "2 9 2", "2 9 2", "2 9 2" }), "one step, told when it is done");
            Assert.That((old.IsApplied, old.Applied.Count, library.IsApplied), Is.EqualTo((false, 0, true)));
            Assert.That(() => PatchLibrary.Load(first, Replacing(old)), Throws.InstanceOf<PatchException>().With.Message.Contains("has been unloaded"));
            for (var i = 0; i < 20; i++)
                library = PatchLibrary.Load(i % 2 == 0 ? first : second, Replacing(library));

            Assert.That(Answers(), Is.EqualTo("2 9 2"));
            old = library;
        }

        foreach (var handle in handles)
            handle.Changed -= look;

        Assert.That(old.Unload().IsGone, Is.True);
        Assert.That(Answers(), Is.EqualTo("3 9 own"));

        string Version(int answer, string more)
            => Compile($"public static class P {{ [Patch(typeof(Calculator))] public static int Add(int a, int b) => {answer}; {more} }}", "Version");

        static string Answers()
        {
            var id = (int)Fixture.Call("Imports.ProcessId")!;
            return $"{CallAdd(1, 2)} {Fixture.Call("PriceService.Discount", 10m):0} {(id == Environment.ProcessId ? "own" : id)}";
        }
    }

    [Test]
    public void Place_among_others_stays()
    {
        var old = PatchLibrary.Load(CompileLayer("1"), Patient);
        using var above = Add.Wrap(next => (a, b) => next(a, b) * 100);
        Assert.That(CallAdd(1, 2), Is.EqualTo(400));
        var library = PatchLibrary.Load(CompileLayer("2"), Replacing(old));
        Assert.That(CallAdd(1, 2), Is.EqualTo(500));
        Assert.That(Add.Layers[0], Is.SameAs(above));

        // One of another rank goes where that belongs.
        using var third = PatchLibrary.Load(CompileLayer("3", 7), Replacing(library));
        Assert.That(CallAdd(1, 2), Is.EqualTo(303));
    }

    [Test]
    public void Order_decides_among_those_that_have_one()
    {
        using var b = Load("B");
        using var c = Load("C");
        using var a = Load("A");
        Assert.That(Add.Layers.Select(layer => layer.Owner), Is.EqualTo(new[] { "C", "B", "A" }));

        PatchLibrary Load(string name)
            => PatchLibrary.Load(
                CompileCalculator("public static int Add(Func<int, int, int> next, int a, int b) => next(a, b);", name),
                new PatchLibraryOptions { Targets = Patient.Targets, Order = name });
    }

    [Test]
    public void New_one_that_does_not_fit_leaves_the_old_one()
    {
        using var old = PatchLibrary.Load(CompileCalculator("public static int Add(int a, int b) => 1;"), Patient);
        var broken = CompileCalculator("public static long Add(int a, int b) => 2;");
        Assert.That(() => PatchLibrary.Load(broken, Replacing(old)), Throws.InstanceOf<PatchLibraryException>());
        Assert.That(() => PatchLibrary.Load(PathOf("none.dll"), Replacing(old)), Throws.InstanceOf<PatchLibraryException>());
        Assert.That((old.IsApplied, CallAdd(1, 2)), Is.EqualTo((true, 1)));
    }

    [Test]
    public void Generic_targets_are_exchanged_too()
    {
        var old = PatchLibrary.Load(CompileEcho("value"), Patient);
        using var library = PatchLibrary.Load(CompileEcho("default!"), Replacing(old));
        Assert.That(EchoOf<string>()("a"), Is.Null);
        Assert.That(EchoOf<int>()(5), Is.Zero);

        string CompileEcho(string result)
            => Compile($"public static class P {{ [Patch(typeof(GenericMethods))] public static T Echo<T>(T value) => {result}; }}");
    }

    private static Func<T, T> EchoOf<T>() => (Func<T, T>)Delegate.CreateDelegate(typeof(Func<T, T>), Echo.MakeGenericMethod(typeof(T)));

    private static System.Reflection.MethodInfo Echo { get; }
        = Fixture.Type("GenericMethods").GetMethods().Single(method => method.Name == "Echo" && method.IsGenericMethod && method.GetParameters().Length == 1);

    private string CompileLayer(string by, int priority = 0)
        => Compile($"public static class P {{ [Patch(typeof(Calculator), Priority = {priority})] public static int Add(Func<int, int, int> next, int a, int b) => next(a, b) + {by}; }}", "Layer");

    private static PatchLibraryOptions Replacing(PatchLibrary old) => new() { Targets = Patient.Targets, Replaces = old };
}
