using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Flows;

/// <summary>Patches for some calls that come and go on eight threads, while others call: no call sees what it must not, and nothing is left.</summary>
[Category("Slow")]
public class RoutedStressTests(string configuration) : WovenFixtureTests(configuration)
{
    private const int Rounds = 150;

    // What each kind answers. Calls outside of flows may see any but those of flows.
    private const int Original = 3;
    private const int Patched = 10;
    private const int Canary = 20;
    private const int Condition = 30;
    private const int Flow = 1000;

    private static readonly int[] OutsideAnswers = [Original, Patched, Canary, Condition];

    [Test]
    public void Each_flow_sees_its_own_and_no_other([Values("Calculator.Add", "Gated.Subtract")] string name)
    {
        var handle = (PatchHandle<Func<int, int, int>>)Fixture.Handle(name);
        var call = ((System.Reflection.MethodInfo)handle.Method).CreateDelegate<Func<int, int, int>>();
        using var stop = new CancellationTokenSource();
        var callers = Enumerable.Range(0, 2).Select(_ => Outside.Run(() => Task.FromResult(CallOutside(call, stop.Token)))).ToArray();
        Action<int>[] changers =
        [
            round => PatchAndRestore(handle, round),
            round => FlipCanary(handle, round),
            round =>
            {
                using (handle.PatchWhen((a, b) => round % 2 == 0, (a, b) => Condition))
                    _ = call(3, 0);
            },
            round =>
            {
                var guard = new PatchOptions { RollbackOnFault = new FaultLimit(2, Timeout.InfiniteTimeSpan) { AnswerWithOriginal = true } };
                using (handle.PatchScoped((a, b) => throw new InvalidOperationException("faulty"), guard))
                {
                    for (var i = 0; i < 4; i++)
                        _ = call(3, 0);
                }
            },
            round => PatchFlow(handle, call, Flow + 1),
            round => PatchFlow(handle, call, Flow + 2),
        ];
        Task.WaitAll([.. changers.Select(change => Outside.Run(() =>
        {
            for (var round = 0; round < Rounds; round++)
                change(round);

            return Task.FromResult(0);
        }))]);
        stop.Cancel();
        Assert.That(callers.Select(caller => caller.GetAwaiter().GetResult()).Min(), Is.GreaterThan(0), "the callers ran");
        handle.Restore();
        Assert.That((handle.State.Running, handle.State.Flows, handle.Flow.Patches.Count), Is.EqualTo(((Delegate?)null, 0, 0)));
        Assert.That(call(3, 0), Is.EqualTo(Original));
    }

    [Test]
    public void A_patch_for_all_is_seen_outside_its_flow()
    {
        // The control: the same look notices a patch that is not of one flow.
        var handle = (PatchHandle<Func<int, int, int>>)Fixture.Handle("Calculator.Add");
        using var scope = handle.PatchScoped((a, b) => Flow);
        var call = ((System.Reflection.MethodInfo)handle.Method).CreateDelegate<Func<int, int, int>>();
        using var stop = new CancellationTokenSource();
        Assert.That(() => CallOutside(call, stop.Token), Throws.TypeOf<InvalidOperationException>().With.Message.Contains("1000"));
    }

    private static void PatchAndRestore(PatchHandle<Func<int, int, int>> handle, int round)
    {
        handle.Patch((a, b) => Patched);
        using (handle.Wrap(next => (a, b) => next(a, b)))
        {
            if (round % 3 == 0)
                handle.Restore();
        }
    }

    private static void FlipCanary(PatchHandle<Func<int, int, int>> handle, int round)
    {
        using var canary = handle.Canary(0.5, (a, b) => Canary);
        canary.Share = round % 2;
        if (round % 5 == 0)
            canary.Promote();

        canary.Withdraw();
    }

    private static void PatchFlow(PatchHandle<Func<int, int, int>> handle, Func<int, int, int> call, int answer)
    {
        using (handle.PatchFlow((a, b) => answer))
        {
            Require(call(3, 0), [answer]);
            using (handle.WrapFlow(next => (a, b) => next(a, b) + 100))
                Require(call(3, 0), [answer + 100]);
        }

        Require(call(3, 0), OutsideAnswers);
    }

    private static int CallOutside(Func<int, int, int> call, CancellationToken stop)
    {
        var calls = 0;
        do
        {
            Require(call(3, 0), OutsideAnswers);
            calls++;
        }
        while (!stop.IsCancellationRequested);

        return calls;
    }

    // Not an assertion of NUnit's, which is slow, and counts on one thread.
    private static void Require(int answer, int[] allowed)
    {
        if (!allowed.Contains(answer))
            throw new InvalidOperationException($"{string.Join(" or ", allowed)} was expected, but {answer} was found");
    }
}
