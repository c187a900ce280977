using System.Diagnostics;
using Hotpatch.Gates;
using Hotpatch.Tests.Gates;
using Hotpatch.Tests.Support;
using Hotpatch.Woven;

namespace Hotpatch.Tests.Libraries;

/// <summary>
/// Code of others (wrappers, factories, subscribers, what a library is told) is never called between the first step of a transition and its last, undoing
/// included: each call looks at who has called it, at locks, and at the gates that nobody else is at.
/// </summary>
[Category("Slow")]
public class ForeignCodeTests : LibraryTests
{
    private const string Meddler = "ForeignCodeTests.Meddler";

    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    private readonly List<string> _complaints = [];
    private int _calls;

    private static GenericPatchHandle Pass => Patchable.ForAll(Fixture.Type("Gated"), "Pass");

    [SetUp]
    public void Begin()
    {
        _complaints.Clear();
        _calls = 0;
        Patchable.Changed += OnChanged;
    }

    [TearDown]
    public void End()
    {
        Patchable.Changed -= OnChanged;
        Assert.Multiple(() =>
        {
            Assert.That(_complaints, Is.Empty);
            Assert.That(_calls, Is.GreaterThan(5), "something foreign was called");
            foreach (var handle in new[] { Drained, Exclusive })
            {
                Assert.That(handle.Gate!.IsClosed, Is.False);
                Assert.That(handle.Gate.TryTakeTurn(), Is.True, "nobody's turn is left");
                handle.Gate.EndTurn();
            }
        });
    }

    [Test]
    public void A_library_that_refuses_late_under_a_layer_that_came_meanwhile([Values] bool isAsync, [Values] bool isHeld)
    {
        var path = Compile(
            $$"""
            public static class P
            {
                [Patch(typeof(Gated), "Add")] public static int AddGated(Func<int, int, int> next, int a, int b) => next(a, b) + 1;
                [Patch(typeof(Gated))] public static int Subtract(int a, int b) => 100;
                [Patch(typeof(Gated))] public static Task<T> Pass<T>(Task<T> task) => task;
            }

            internal sealed class Lifecycle : IPatchLifecycle
            {
                public void OnApplied(PatchApplication a) { ((Action)AppDomain.CurrentDomain.GetData("{{Meddler}}")!)(); a.Refuse("late"); }
            }
            """);
        var layers = new List<IDisposable>();
        HeldCall? held = null;
        AppDomain.CurrentDomain.SetData(Meddler, () =>
        {
            Look("OnApplied");
            layers.Add(Drained.Wrap(Wrapper));
            layers.Add(Exclusive.Wrap(Wrapper));
            layers.Add(Exclusive.Wrap(Wrapper, priority: -1));
            layers.Add(Pass.Wrap(Factory));
            if (isHeld)
                held = HeldCall.In(Exclusive.Gate!);
        });

        // With a call that does not end, it is taken back by force when the time is over.
        var options = new PatchLibraryOptions { Targets = Options.Targets, UnloadWait = TimeSpan.Zero, Timeout = isHeld ? Short : Long };
        if (isAsync)
            Assert.That(async () => await PatchLibrary.LoadAsync(path, options).WaitAsync(Long), Throws.InstanceOf<PatchLibraryException>());
        else
            Assert.That(Task.Run(() => Assert.That(() => PatchLibrary.Load(path, options), Throws.InstanceOf<PatchLibraryException>())).Wait(Long), Is.True);

        held?.Release();
        Assert.That(Fixture.Call("Gated.Add", 1, 2), Is.EqualTo(13), "the layer lies over the original");
        Assert.That(Fixture.Call("Gated.Subtract", 1, 2), Is.EqualTo(19));
        foreach (var layer in layers)
            layer.Dispose();

        foreach (var handle in Patchable.In(Fixture.Assembly))
            handle.Restore();

        Pass.Restore();
    }

    [Test]
    public void A_set_whose_layers_were_changed_while_it_waited([Values] bool isAsync)
    {
        var add = Drained;
        using var below = add.Wrap(Wrapper);
        var held = HeldCall.In(add.Gate!);
        var set = new PatchSet().Add(add, (a, b) => a * b).Wrap(add, Wrapper).Wrap(add, Wrapper, priority: 2);
        var applying = isAsync
            ? set.ApplyAsync(TimeSpan.FromMilliseconds(500))
            : Task.Factory.StartNew(() => set.Apply(TimeSpan.FromMilliseconds(500)), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        while (add.Layers.Count < 3 && !applying.IsCompleted)
            Thread.Sleep(1);

        // Waits for nothing: the set's layers lie over something else now.
        add.ForcePatch((a, b) => 5);
        Assert.That(async () => await applying.WaitAsync(Long), Throws.InstanceOf<PatchTimeoutException>());
        Assert.That(set.IsApplied, Is.False);
        Assert.That(add.Layers, Is.EqualTo(new[] { below }));
        Assert.That(Fixture.Call("Gated.Add", 1, 2), Is.EqualTo(15));
        held.Release();
        add.Patch((a, b) => 6);
        Assert.That(Fixture.Call("Gated.Add", 1, 2), Is.EqualTo(16));
        add.Restore();
    }

    [Test]
    public void Random_changes_of_everything_while_calls_hold_some_up()
    {
        for (var seed = 0; seed < 15; seed++)
        {
            var random = new Random(seed);
            var things = new List<IDisposable>();
            for (var step = 0; step < 40; step++)
                Change(random, things);

            foreach (var thing in things)
                thing.Dispose();

            foreach (var handle in new PatchHandle[] { Drained, Exclusive })
                handle.Restore();

            Pass.Restore();
            Assert.That(Fixture.Call("Gated.Add", 1, 2), Is.EqualTo(3), $"seed {seed}");
            Assert.That(Fixture.Call("Gated.Subtract", 1, 2), Is.EqualTo(-1), $"seed {seed}");
        }
    }

    private void Change(Random random, List<IDisposable> things)
    {
        var (first, second) = random.Next(2) == 0 ? (Drained, Exclusive) : (Exclusive, Drained);
        var held = random.Next(3) == 0 ? HeldCall.In(first.Gate!) : null;
        var meddling = random.Next(2) == 0 ? Task.Run(() => Meddle(first, new Random(random.Next()))) : Task.CompletedTask;
        try
        {
            switch (random.Next(8))
            {
                case 0:
                    first.Patch((a, b) => a + b, Short);
                    break;
                case 1:
                    things.Add(first.Wrap(Wrapper, Short, priority: random.Next(3)));
                    break;
                case 2 when held is null && things.Count > 0:
                    things[random.Next(things.Count)].Dispose();
                    break;
                case 3:
                    new PatchSet().Add(first, (a, b) => 1).Wrap(second, Wrapper).Wrap(first, Wrapper).Apply(Short);
                    break;
                case 4:
                    Pass.Patch((handle, _) => Look("factory") ? handle.Original : null, Short);
                    Fixture.Type("Gated").GetMethod("Pass")!.MakeGenericMethod(random.Next(2) == 0 ? typeof(int) : typeof(string)).Invoke(null, [null]);
                    break;
                case 5 when held is null:
                    Pass.Wrap(Factory).Dispose();
                    break;
                case 6:
                    first.Restore(Short);
                    break;
                default:
                    first.PatchScoped((a, b) => a - b, Short).Dispose();
                    break;
            }
        }
        catch (PatchTimeoutException)
        {
            // Then all is as it was.
        }
        finally
        {
            Assert.That(meddling.Wait(Long), Is.True);
            held?.Release();
        }

        // What sets have brought goes.
        if (random.Next(6) == 0)
        {
            foreach (var handle in new[] { first, second })
                handle.Restore();
        }
    }

    private static void Meddle(PatchHandle<Func<int, int, int>> handle, Random random)
    {
        for (var i = random.Next(5); i >= 0; i--)
        {
            if (random.Next(2) == 0)
                handle.ForcePatch((a, b) => 7);
            else
                handle.TryPatch((a, b) => 8);
        }
    }

    private Func<int, int, int> Wrapper(Func<int, int, int> next)
    {
        Look("wrapper");
        return (a, b) => next(a, b) + 10;
    }

    private Func<Delegate, Delegate>? Factory(PatchHandle handle, IReadOnlyList<Type> typeArguments)
    {
        Look("factory of layers");
        return next =>
        {
            Look("wrapper of a factory");
            return next;
        };
    }

    private void OnChanged(object? sender, PatchChangedEventArgs e) => Look("subscriber");

    private bool Look(string what)
    {
        Interlocked.Increment(ref _calls);
        foreach (var handle in new[] { Drained, Exclusive })
        {
            if (Monitor.IsEntered(handle.Lock))
                Complain($"{what} is called under the lock of {handle.Name}");
        }

        var caller = new StackTrace().GetFrames()
            .Select(frame => frame.GetMethod())
            .FirstOrDefault(method => method?.DeclaringType is { } type
                && (type == typeof(Transition) || type.DeclaringType == typeof(Transition)
                    || (typeof(IChange).IsAssignableFrom(type) && method.Name is nameof(IChange.Make) or nameof(IChange.Undo))));
        if (caller is not null)
            Complain($"{what} is called by {caller.DeclaringType}.{caller.Name}");

        return true;
    }

    private void Complain(string complaint)
    {
        lock (_complaints)
            _complaints.Add(complaint);
    }
}
