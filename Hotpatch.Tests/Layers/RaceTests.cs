using Hotpatch.Handles;
using Hotpatch.Sets;
using Hotpatch.Tests.Gates;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Layers;

/// <summary>Layers from several threads: bounded, with invariants.</summary>
public class RaceTests(string configuration) : WovenFixtureTests(configuration)
{
    private const int Rounds = 1_500;

    private PatchHandle<Func<int, int, int>> Immediate => (PatchHandle<Func<int, int, int>>)Fixture.Handle("Calculator.Add");

    private PatchHandle<Func<int, int, int>> Drained => (PatchHandle<Func<int, int, int>>)Fixture.Handle("Gated.Add");

    private PatchHandle<Func<int, int, int>> Exclusive => (PatchHandle<Func<int, int, int>>)Fixture.Handle("Gated.Subtract");

    /// <summary>Below are 0 or a thousand; a permanent layer adds 1, and each of the others 10 or 20, at most three at once.</summary>
    [Test]
    public void Everything_at_once_shows_only_what_somebody_has_put_there_and_leaves_nothing()
    {
        foreach (var handle in new[] { Immediate, Drained, Exclusive })
        {
            var call = ((System.Reflection.MethodInfo)handle.Method).CreateDelegate<Func<int, int, int>>();
            using var permanent = handle.Wrap(next => (a, b) => next(a, b) + 1, priority: -1);
            var strange = 0;
            using (new Crowd(2, _ =>
            {
                var seen = call(0, 0);
                if (seen % 10 != 1 || seen is not (>= 1 and <= 51 or >= 1001 and <= 1051))
                    Interlocked.Increment(ref strange);
            }))
            {
                Join(
                    Start(() => Repeat(handle, () => handle.Wrap(next => (a, b) => next(a, b) + 10).Dispose())),
                    Start(() => Repeat(handle, () => handle.Wrap(next => (a, b) => next(a, b) + 20, priority: 1).Dispose())),
                    Start(() => Repeat(handle, () =>
                    {
                        using (handle.Wrap(next => (a, b) => next(a, b) + 20))
                            Assert.That(handle.Layers, Has.Count.GreaterThan(1));
                    })),
                    Start(() => Repeat(handle, () =>
                    {
                        using (handle.PatchScoped((_, _) => 1000))
                            Assert.That(call(0, 0), Is.GreaterThan(1000));
                    })),
                    Start(() => Repeat(handle, () => handle.ForcePatch((_, _) => 1000))));
            }

            Assert.That(strange, Is.Zero);
            Assert.That(handle.Layers, Is.EqualTo(new[] { permanent }));
            Assert.That((call(0, 0), permanent.Failure), Is.EqualTo((1001, (Exception?)null)));
            handle.Restore();
        }
    }

    [Test]
    public void Sets_with_layers_that_share_methods_do_not_wait_for_each_other()
    {
        static Func<Func<int, int, int>, Func<int, int, int>> Plus(int value) => next => (a, b) => next(a, b) + value;
        using var permanent = Exclusive.Wrap(Plus(100), priority: 5);
        PatchSet[] sets =
        [
            new PatchSet().Wrap(Immediate, Plus(1)).Add(Drained, (_, _) => 1).Wrap(Exclusive, Plus(1)),
            new PatchSet().Wrap(Exclusive, Plus(1)).Wrap(Drained, Plus(1)).Add(Immediate, (_, _) => 1),
            new PatchSet().Add(Immediate, (_, _) => 2).Wrap(Immediate, Plus(2), priority: 3),
        ];
        Join([.. sets.Select(set => Start(() =>
        {
            for (var i = 0; i < Rounds / 5; i++)
            {
                if (i % 7 == 0)
                    set.ForceApply();
                else
                    set.Apply();

                set.Revert();
            }
        }))]);
        Assert.That((Immediate.IsPatched, Drained.IsPatched), Is.EqualTo((false, false)));
        Assert.That(Exclusive.Layers, Is.EqualTo(new[] { permanent }));
        Assert.That(Exclusive.Current(0, 0), Is.EqualTo(100));
    }

    /// <summary>
    /// The class of an instantiation's slots is brought into use by one thread, which then tells one generic handle after the other of it, while a set
    /// holds the locks of all and wants to write those slots.
    /// </summary>
    [Test]
    public void A_set_of_generic_handles_and_instantiations_that_come_into_use_do_not_wait_for_each_other()
    {
        var box = Fixture.Type("Box`1");
        var generics = Patchable.GenericIn(Fixture.Assembly).Where(generic => generic.Method.DeclaringType == box).ToArray();
        Assert.That(generics, Has.Length.GreaterThan(1));
        var done = false;
        var user = Start(() =>
        {
            foreach (var type in Types().Take(200))
                generics[0].For(type);

            Volatile.Write(ref done, true);
        });
        var sets = Start(() =>
        {
            while (!Volatile.Read(ref done))
            {
                var begun = generics.Select(_ => new FactoryEntry((handle, _) => new Replacement(handle.Original))).ToArray();
                ChangeRun.Force(new SetChange([.. generics.Zip(begun, (generic, entry) => new GenericChange(generic, null, entry))]));
                ChangeRun.Force(new SetChange([.. generics.Zip(begun, (generic, entry) => new GenericChange(generic, entry, null))]));
            }
        });
        Join(user, sets);
        Assert.That(generics.SelectMany(generic => generic.Instantiations).Where(handle => handle.IsPatched), Is.Empty);
        Assert.That(generics.Where(generic => generic.IsPatched), Is.Empty);

        static IEnumerable<Type> Types()
        {
            var type = typeof(RaceTests);
            while (true)
            {
                yield return type;
                type = type.IsArray && type.GetArrayRank() == 1 ? typeof(List<>).MakeGenericType(type) : type.MakeArrayType();
            }
        }
    }

    private static void Repeat(PatchHandle handle, Action action)
    {
        for (var i = 0; i < (handle.Consistency == Consistency.Immediate ? Rounds : Rounds / 10); i++)
            action();
    }

    private static Task Start(Action action) => Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static void Join(params Task[] tasks) => Assert.That(Task.WaitAll(tasks, TimeSpan.FromSeconds(120)), Is.True);
}
