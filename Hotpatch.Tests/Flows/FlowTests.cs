using System.Threading.Channels;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Flows;

/// <summary>Which calls see a flow patch: those of the flow that began it, and no others.</summary>
public class FlowTests(string configuration) : WovenFixtureTests(configuration)
{
    private PatchHandle<Func<int, int, int>> Add => (PatchHandle<Func<int, int, int>>)Fixture.Handle("Calculator.Add");

    private int Call() => (int)Fixture.Call("Calculator.Add", 1, 2)!;

    [Test]
    public void Only_the_flow_sees_the_patch()
    {
        using (var patch = Add.PatchFlow((a, b) => 7))
        {
            Assert.That((Call(), Outside.Call(Call)), Is.EqualTo((7, 3)));
            Assert.That((Add.IsPatched, Outside.Call(() => Add.IsPatched)), Is.EqualTo((true, false)));
            Assert.That((patch.Handle, patch.Owner), Is.EqualTo(((PatchHandle)Add, (string?)null)));
        }

        Assert.That((Call(), Add.IsPatched), Is.EqualTo((3, false)));
        Assert.That(Add.State.Running, Is.Null, "the last flow patch takes the router out of the slot");
    }

    [Test]
    public async Task Everything_that_the_flow_starts_sees_the_patch()
    {
        var channel = Channel.CreateUnbounded<int>();
        using var patch = Add.PatchFlow((a, b) => 7);
        var reader = Task.Run(async () => (await channel.Reader.ReadAsync().ConfigureAwait(false), Call()));
        var outsider = Outside.Run(async () => (await channel.Reader.ReadAsync().ConfigureAwait(false), Call()));
        var ticked = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var timer = new Timer(_ => ticked.TrySetResult(Call()), null, 0, Timeout.Infinite);
        var answers = new int[20];
        Parallel.For(0, answers.Length, i => answers[i] = Call());
        var thread = new Thread(() => answers[0] += Call());
        thread.Start();
        thread.Join();
        await Task.Yield();
        await Outside.Run(async () => await channel.Writer.WriteAsync(1).ConfigureAwait(false));
        await channel.Writer.WriteAsync(1);
        Assert.That((await Task.Run(Call), await ticked.Task, Call()), Is.EqualTo((7, 7, 7)));
        Assert.That(answers, Is.EqualTo(Enumerable.Repeat(7, 19).Prepend(14)));
        Assert.That(((await reader).Item2, (await outsider).Item2), Is.EqualTo((7, 3)), "where a reader was started counts, not who wrote");
    }

    [Test]
    public void Suppressed_flow_hands_nothing_on()
    {
        using var patch = Add.PatchFlow((a, b) => 7);
        Task<int> task;
        using (ExecutionContext.SuppressFlow())
        {
            task = Task.Run(Call);
            Assert.That(Call(), Is.EqualTo(7), "the code itself is still in the flow");
        }

        Assert.That(task.GetAwaiter().GetResult(), Is.EqualTo(3));
    }

    [Test]
    public void The_innermost_wins_and_they_end_in_any_order([Values(0, 1, 2)] int first, [Values(0, 1)] int second)
    {
        var patches = new List<(FlowPatch Patch, int Answer)>();
        for (var answer = 10; answer <= 12; answer++)
        {
            var given = answer;
            patches.Add((Add.PatchFlow((a, b) => given), given));
            Assert.That(Call(), Is.EqualTo(given));
        }

        foreach (var index in new[] { first, second, 0 })
        {
            patches[index].Patch.Dispose();
            patches[index].Patch.Dispose();
            patches.RemoveAt(index);
            Assert.That(Call(), Is.EqualTo(patches.Count > 0 ? patches[^1].Answer : 3));
        }

        Assert.That(Add.State.Running, Is.Null);
    }

    [Test]
    public void A_flow_patch_ends_from_another_flow_and_another_thread()
    {
        var patch = Add.PatchFlow((a, b) => 7);
        Outside.Call(() =>
        {
            patch.Dispose();
            return 0;
        });
        Assert.That((Call(), Add.IsPatched), Is.EqualTo((3, false)));
    }

    [Test]
    public async Task A_flow_that_outlives_the_scope_sees_the_patch_no_more()
    {
        var called = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var ended = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<int> task;
        using (Add.PatchFlow((a, b) => 7))
        {
            task = Task.Run(async () =>
            {
                called.SetResult(Call());
                await ended.Task.ConfigureAwait(false);
                return Call();
            });
            Assert.That(await called.Task, Is.EqualTo(7));
        }

        ended.SetResult(0);
        Assert.That(await task, Is.EqualTo(3));
    }

    [Test]
    public async Task A_patch_that_an_asynchronous_method_begins_does_not_reach_its_caller()
    {
        FlowPatch? patch = null;
        await Begin();
        Assert.That(Call(), Is.EqualTo(3));
        patch!.Dispose();
        Assert.That(Add.State.Running, Is.Null);

        async Task Begin()
        {
            patch = Add.PatchFlow((a, b) => 7);
            await Task.Yield();
            Assert.That(Call(), Is.EqualTo(7));
        }
    }

    [Test]
    public void A_flow_layer_calls_what_lies_below_it()
    {
        using (Add.WrapFlow(next => (a, b) => next(a, b) * 10))
        {
            Assert.That((Call(), Outside.Call(Call)), Is.EqualTo((30, 3)));
            using (Add.PatchScoped((a, b) => 4))
            {
                Assert.That((Call(), Outside.Call(Call)), Is.EqualTo((40, 4)), "the delegate below follows changes");
                using (Add.PatchFlow((a, b) => 5))
                {
                    Assert.That((Call(), Outside.Call(Call)), Is.EqualTo((5, 4)));
                    using (Add.WrapFlow(next => (a, b) => next(a, b) + 1))
                        Assert.That((Call(), Outside.Call(Call)), Is.EqualTo((6, 4)));
                }

                Assert.That((Call(), Outside.Call(Call)), Is.EqualTo((40, 4)));
            }

            Assert.That((Call(), Outside.Call(Call)), Is.EqualTo((30, 3)));
        }
    }

    [Test]
    public void Layers_lie_around_flow_patches()
    {
        using var patch = Add.PatchFlow((a, b) => 7);
        using (Add.Wrap(next => (a, b) => next(a, b) * 10))
        {
            Assert.That((Call(), Outside.Call(Call)), Is.EqualTo((70, 30)));
            using (Add.PatchFlow((a, b) => 8))
                Assert.That((Call(), Outside.Call(Call)), Is.EqualTo((80, 30)));

            patch.Dispose();
            Assert.That((Call(), Outside.Call(Call)), Is.EqualTo((30, 30)));
            using (Add.PatchFlow((a, b) => 8))
                Assert.That((Call(), Outside.Call(Call)), Is.EqualTo((80, 30)));
        }

        Assert.That(Add.State.Running, Is.Null);
    }

    [Test]
    public void Restore_leaves_the_patches_of_flows()
    {
        using var patch = Add.PatchFlow((a, b) => 7);
        using var layer = Add.Wrap(next => (a, b) => next(a, b) * 10);
        Add.Patch((a, b) => 5);
        Outside.Call(() =>
        {
            Add.Restore();
            return 0;
        });
        Assert.That((Call(), Outside.Call(Call)), Is.EqualTo((7, 3)));
        Add.Patch((a, b) => 5);
        Assert.That((Call(), Outside.Call(Call)), Is.EqualTo((7, 5)));
        Add.Restore();
    }

    [Test]
    public void A_flow_patch_waits_for_nobody_and_tells_nobody()
    {
        var (run, told) = (Fixture.Handle("Gated.Run"), 0);
        run.Changed += Count;
        try
        {
            using var running = new RunningCall(Fixture, run);
            var ran = false;
            using (run.PatchFlow((Action<Action>)(action => { })))
                Fixture.Call("Gated.Run", (Action)(() => ran = true));

            Assert.That((running.IsRunning, told, ran), Is.EqualTo((true, 0, false)));
        }
        finally
        {
            run.Changed -= Count;
        }

        void Count(object? sender, PatchChangedEventArgs change) => told++;
    }

    [Test]
    public void What_does_not_fit_is_refused()
    {
        Assert.Multiple(() =>
        {
            Assert.That(() => ((PatchHandle)Add).PatchFlow(new Func<string>(() => "x")), Throws.TypeOf<InvalidReplacementException>());
            Assert.That(() => Add.PatchFlow(null!), Throws.TypeOf<InvalidReplacementException>());
            Assert.That(() => Add.WrapFlow(null!), Throws.TypeOf<InvalidReplacementException>());
            Assert.That(() => Add.WrapFlow(next => null!), Throws.TypeOf<InvalidReplacementException>());
            Assert.That(() => Add.WrapFlow(next => throw new InvalidOperationException()), Throws.InvalidOperationException);
        });
        Assert.That((Add.State.Running, Call()), Is.EqualTo(((Delegate?)null, 3)));
    }

    [Test]
    public void Past_replacements_are_not_kept_in_memory()
    {
        var weak = Patch();
        Assert.That(Garbage.Goes(() => !weak.IsAlive), Is.True);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        WeakReference Patch()
        {
            var captured = new object();
            using (Add.PatchScoped((a, b) => captured.GetHashCode()))
            {
                using (Add.PatchFlow((a, b) => 7))
                    Assert.That(Call(), Is.EqualTo(7));
            }

            return new WeakReference(captured);
        }
    }

    [Test]
    public void Two_hundred_flows_at_once_never_see_each_other()
    {
        var flows = Enumerable.Range(0, 200).Select(i => Outside.Run(async () =>
        {
            for (var round = 0; round < 50; round++)
            {
                using (Add.PatchFlow((a, b) => i))
                {
                    Assert.That(Call(), Is.EqualTo(i));
                    await Task.Yield();
                    Assert.That(Call(), Is.EqualTo(i));
                    using (Add.WrapFlow(next => (a, b) => -next(a, b)))
                        Assert.That(await Task.Run(Call).ConfigureAwait(false), Is.EqualTo(-i));
                }

                Assert.That(Call(), Is.EqualTo(3));
            }

            return 0;
        })).ToArray();
        Task.WaitAll(flows);
        Assert.That((Add.State.Running, Add.State.Flows, Add.Flow.Patches.Count), Is.EqualTo(((Delegate?)null, 0, 0)));
    }
}
