using System.Reflection;
using Hotpatch.Handles;
using Hotpatch.Libraries.Loading;
using Hotpatch.Tests.Gates;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Libraries;

/// <summary>A failure at each step of loading, replacing and unloading: all or none holds, and no context stays.</summary>
[Category("Slow")]
public class FaultTests : LibraryTests
{
    private static readonly string[] OfLoading
        = [.. Enum.GetValues<LibraryStep>().Where(step => step < LibraryStep.Restoring).Select(step => step.ToString())];

    private static readonly string[] OfUnloading
        = [.. Enum.GetValues<LibraryStep>().Where(step => step >= LibraryStep.Restoring).Select(step => step.ToString())];

    private string Path { get; set; } = "";

    private string Newer { get; set; } = "";

    [OneTimeSetUp]
    public void CompileOnce()
    {
        Path = CompileVersion(1, "[Patch(typeof(PriceService))] public static decimal Discount(decimal total) => 1;");
        Newer = CompileVersion(2, "[Patch(typeof(Imports))] public static int ProcessId() => 2;");

        string CompileVersion(int answer, string more)
            => Compile(
                $$"""
                public static class P
                {
                    [Patch(typeof(Calculator))] public static int Add(int a, int b) => {{answer}};
                    [Patch(typeof(Gated), "Add")] public static int AddGated(Func<int, int, int> next, int a, int b) => next(a, b) + {{answer}};
                    [Patch(typeof(Gated))] public static int Subtract(int a, int b) => {{answer}};
                    [Patch(typeof(GenericMethods))] public static T? OrNull<T>(T? value) where T : class => value;
                    [Patch(typeof(Box<string>))] public static string Get(Box<string> self) => "{{answer}}";
                    {{more}}
                }
                internal class Lifecycle : IPatchLifecycle;
                """,
                "Version");
    }

    [TestCaseSource(nameof(OfLoading))]
    public void Loading(string step)
    {
        var before = State();
        Assert.That(() => PatchLibrary.Load(Path, Failing(step)), Throws.InstanceOf<PatchLibraryException>().With.Message.Contains("injected"));
        Assert.That(async () => await PatchLibrary.LoadAsync(Path, Failing(step)), Throws.InstanceOf<PatchLibraryException>().With.Message.Contains("injected"));
        Assert.That(() => PatchLibrary.TryLoad(Path, out _, Failing(step)), Throws.InstanceOf<PatchLibraryException>());
        Assert.That(() => PatchLibrary.ForceLoad(Path, Failing(step)), Throws.InstanceOf<PatchLibraryException>());
        Assert.That(State(), Is.EqualTo(before));
        Assert.That(LibraryContexts.Left(), Is.Zero);
    }

    [TestCaseSource(nameof(OfLoading))]
    public void Replacing(string step)
    {
        // What lies above the old one shows whether that is back in its place.
        using var old = PatchLibrary.Load(Path, Patient);
        Fixture.Handle("PriceService.Discount").Patch((Func<decimal, decimal>)(total => 7));
        using var layer = Drained.Wrap(next => (a, b) => next(a, b) * 10);
        var before = State();
        Assert.That(() => PatchLibrary.Load(Newer, Failing(step, old)), Throws.InstanceOf<PatchLibraryException>().With.Message.Contains("injected"));
        Assert.That(async () => await PatchLibrary.LoadAsync(Newer, Failing(step, old)), Throws.InstanceOf<PatchLibraryException>());
        Assert.That(State(), Is.EqualTo(before));
        Assert.That(old.IsApplied, Is.True);
        Assert.That(LibraryContexts.Left(expected: 1), Is.EqualTo(1));
        Fixture.Handle("PriceService.Discount").Restore();
    }

    [TestCaseSource(nameof(OfUnloading))]
    public void Unloading(string step)
    {
        var before = State();
        var isFailing = true;
        var library = PatchLibrary.Load(Path, new PatchLibraryOptions
        {
            Targets = Patient.Targets,
            Fault = at =>
            {
                if (at.ToString() == step && isFailing)
                    throw new InvalidOperationException("injected");
            },
        });
        var applied = State();
        Assert.That(() => library.Unload(), Throws.InvalidOperationException);
        Assert.That(async () => await library.UnloadAsync(), Throws.InvalidOperationException);
        Assert.That(() => library.Dispose(), Throws.InvalidOperationException);
        Assert.That((library.IsApplied, State()), Is.EqualTo((true, applied)));
        isFailing = false;
        Assert.That(library.Unload().IsGone, Is.True);
        Assert.That(State(), Is.EqualTo(before));
    }

    [Test]
    public void Slot_that_cannot_be_written()
    {
        // The handle that the assembly has is exchanged for one whose slot fails.
        var slot = new FaultyField(Fixture.Type("Calculator").GetNestedType("PatchSlots", BindingFlags.NonPublic)!.GetField("Add", BindingFlags.Static | BindingFlags.NonPublic)!);
        var field = typeof(PatchHandle).GetField("_slot", BindingFlags.Instance | BindingFlags.NonPublic)!;
        var own = field.GetValue(Add);
        field.SetValue(Add, new FieldSlot(slot, flag: null, gate: null));
        try
        {
            slot.Throws = true;
            var before = State();
            Assert.That(() => PatchLibrary.Load(Path, Patient), Throws.InstanceOf<PatchLibraryException>().With.Message.Contains("the slot cannot be written"));
            Assert.That(State(), Is.EqualTo(before));
            slot.Throws = false;
            using var library = PatchLibrary.Load(Path, Patient);
            var applied = State();
            slot.Throws = true;
            Assert.That(() => PatchLibrary.Load(Newer, Failing("none", library)), Throws.InstanceOf<PatchLibraryException>());
            Assert.That(() => library.Unload(), Throws.InvalidOperationException);
            Assert.That((library.IsApplied, State()), Is.EqualTo((true, applied)));
            slot.Throws = false;
        }
        finally
        {
            field.SetValue(Add, own);
        }
    }

    [Test]
    public void Subscriber_that_throws_rolls_a_load_back_and_leaves_an_unloading_done()
    {
        EventHandler<PatchChangedEventArgs> subscriber = (_, _) => throw new InvalidOperationException("subscriber");
        Drained.Changed += subscriber;
        var before = State();
        Assert.That(() => PatchLibrary.Load(Path, Patient), Throws.InstanceOf<PatchLibraryException>().With.Message.Contains("subscriber"));
        Assert.That(State(), Is.EqualTo(before));
        Drained.Changed -= subscriber;
        var library = PatchLibrary.Load(Path, Patient);
        Drained.Changed += subscriber;
        Assert.That(() => library.Unload(), Throws.InvalidOperationException);
        Drained.Changed -= subscriber;
        Assert.That(State(), Is.EqualTo(before));
        Assert.That(library.Unload().IsGone, Is.True);
    }

    [Test]
    public void Layer_of_others_that_refuses()
    {
        // Patching adds: a wrapper that cannot be laid anew refuses it.
        var isRefusing = false;
        using var layer = Add.Wrap(next => isRefusing ? throw new InvalidOperationException("wrapper") : next);
        isRefusing = true;
        var before = State();
        Assert.That(() => PatchLibrary.Load(Path, Patient), Throws.InstanceOf<PatchLibraryException>());
        Assert.That(State(), Is.EqualTo(before));
    }

    /// <summary>What every handle that the libraries touch has, and answers.</summary>
    private static string State()
    {
        PatchHandle[] handles =
        [
            Add, Drained, Exclusive, Fixture.Handle("PriceService.Discount"), Fixture.Handle("Imports.ProcessId"),
            .. Patchable.GenericIn(Fixture.Assembly).Where(generic => generic.Name.Contains("OrNull", StringComparison.Ordinal)).SelectMany(generic => generic.Instantiations),
        ];
        var entries = handles.Select(handle
            => $"{handle.Name}: {string.Join(" ", handle.State.Replacements.Select(Id).Concat(handle.State.Layers.Select(layer => Id(layer.Layer))))}");
        return string.Join("\n", entries) + $"\n{CallAdd(1, 2)} {Fixture.Call("Gated.Add", 1, 2)} {Fixture.Call("Gated.Subtract", 1, 2)} {Fixture.Call("PriceService.Discount", 10m)}"
            + $" {Patchable.GenericIn(Fixture.Assembly).Count(generic => generic.IsPatched)}";

        static string Id(StackEntry entry) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(entry).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private static PatchLibraryOptions Failing(string step, PatchLibrary? replaces = null) => new()
    {
        Targets = Patient.Targets,
        Replaces = replaces,
        Fault = at =>
        {
            if (at.ToString() == step)
                throw new InvalidOperationException("injected");
        },
    };
}
