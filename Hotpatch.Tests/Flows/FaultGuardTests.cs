using Hotpatch.Routers;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Flows;

/// <summary>Replacements that are removed by themselves.</summary>
public class FaultGuardTests(string configuration) : WovenFixtureTests(configuration)
{
    private static readonly TimeSpan Ever = Timeout.InfiniteTimeSpan;

    private PatchHandle<Func<int, int, int>> Add => (PatchHandle<Func<int, int, int>>)Fixture.Handle("Calculator.Add");

    private PatchHandle<Func<int, int, int>> Subtract => (PatchHandle<Func<int, int, int>>)Fixture.Handle("Gated.Subtract");

    [Test]
    public void The_replacement_is_removed_by_the_fault_that_is_one_too_many()
    {
        using var fired = new ManualResetEventSlim();
        using var scope = Add.PatchScoped(Faulty).RollbackOnFault(3, Ever);
        scope.Guard!.Fired += (_, _) => fired.Set();
        for (var i = 1; i <= 3; i++)
        {
            Assert.That((scope.Guard.HasFired, Add.IsPatched), Is.EqualTo((false, true)));
            Assert.That(Call, Throws.InvalidOperationException, "the caller gets the exception");
            Assert.That((scope.Guard.Faults, scope.Guard.LastFault), Is.EqualTo(((long)i, (Exception?)_thrown)));
        }

        Assert.That((scope.Guard.HasFired, Add.IsPatched, Call()), Is.EqualTo((true, false, 3)));
        Assert.That(fired.Wait(60_000), Is.True);
    }

    [Test]
    public void The_original_answers_instead_if_that_is_asked_for()
    {
        using var scope = Add.PatchScoped(Faulty).RollbackOnFault(2, Ever, answerWithOriginal: true);
        Assert.That((Call(), Add.IsPatched), Is.EqualTo((3, true)));
        Assert.That((Call(), Add.IsPatched, scope.Guard!.HasFired), Is.EqualTo((3, false, true)));
    }

    [Test]
    public void Options_guard_a_replacement_from_the_first_call_on()
    {
        var once = new PatchOptions { Owner = "tests", RollbackOnFault = new FaultLimit(1, Ever) { AnswerWithOriginal = true } };
        using (var scope = Add.PatchScoped(Faulty, once))
            Assert.That((Call(), scope.Guard!.HasFired, scope.Owner, Add.State.Running), Is.EqualTo((3, true, "tests", (Delegate?)null)));

        Add.Patch(Faulty, once);
        Assert.That((Call(), Add.State.Running), Is.EqualTo((3, (Delegate?)null)));
        Assert.That(() => Add.Wrap(next => next, once), Throws.ArgumentException);
        using var guarded = Add.PatchScoped(Faulty, once);
        Assert.That(() => guarded.RollbackOnFault(1, Ever), Throws.TypeOf<PatchException>());
    }

    [Test]
    public void Only_exceptions_that_the_filter_counts_do()
    {
        using var scope = Add.PatchScoped((a, b) => a > 0 ? throw new InvalidOperationException() : throw new FormatException())
            .RollbackOnFault(1, Ever, exception => exception is FormatException ? true : throw new NotSupportedException(), answerWithOriginal: true);
        Assert.That((Add.Current(0, 5), scope.Guard!.Faults), Is.EqualTo((5, 1L)));
        Assert.That(Add.IsPatched, Is.False);
        using var strict = Add.PatchScoped(Faulty).RollbackOnFault(1, Ever, exception => exception is FormatException, answerWithOriginal: true);
        Assert.That(Call, Throws.InvalidOperationException);
        Assert.That((strict.Guard!.Faults, Add.IsPatched), Is.EqualTo((0L, true)));
    }

    [Test]
    public void Faults_before_the_window_do_not_count()
    {
        var now = 0L;
        var budget = new FaultBudget(3, TimeSpan.FromSeconds(10), () => now);
        var second = System.Diagnostics.Stopwatch.Frequency;
        var spent = new[] { 0, 6, 11, 17, 20, 21 }.Select(time =>
        {
            now = time * second;
            return budget.IsSpentByOneMore();
        });
        Assert.That(spent, Is.EqualTo(new[] { false, false, false, false, true, false }), "11, 17 and 20 lie within 10 s; it is told only once");
        Assert.That((budget.Faults, budget.IsSpent), Is.EqualTo((6L, true)));
    }

    [Test]
    public void A_canary_and_a_condition_are_guarded_too()
    {
        using (var canary = Add.Canary(1, Faulty).RollbackOnFault(1, Ever, answerWithOriginal: true))
            Assert.That((Call(), canary.Guard!.HasFired, Add.State.Running), Is.EqualTo((3, true, (Delegate?)null)));

        using (var canary = Add.Canary(0, Faulty).RollbackOnFault(1, Ever))
        {
            canary.Promote();
            Assert.That(Call, Throws.InvalidOperationException);
            Assert.That((canary.Guard!.HasFired, Call()), Is.EqualTo((true, 3)), "the guard goes with the promoted replacement");
        }

        using (var scope = Add.PatchWhen((a, b) => a == 1, Faulty).RollbackOnFault(1, Ever))
        {
            Assert.That(Call, Throws.InvalidOperationException);
            Assert.That((scope.Guard!.HasFired, Call(), Add.State.Running), Is.EqualTo((true, 3, (Delegate?)null)));
        }
    }

    [Test]
    public void A_guarded_method_that_waits_is_changed_without_waiting()
    {
        using var scope = Subtract.PatchScoped(Faulty).RollbackOnFault(1, Ever);
        Assert.That(() => Subtract.Current(3, 1), Throws.InvalidOperationException);
        Assert.That((scope.Guard!.HasFired, Fixture.Call("Gated.Subtract", 3, 1)), Is.EqualTo((true, 2)));
        using var again = Subtract.PatchScoped(Faulty).RollbackOnFault(1, Ever, answerWithOriginal: true);
        Assert.That((Fixture.Call("Gated.Subtract", 3, 1), again.Guard!.HasFired), Is.EqualTo((2, true)), "inside a counted call");
    }

    [Test]
    public void It_is_removed_once_under_eight_threads([Values(false, true)] bool isExclusive)
    {
        var handle = isExclusive ? Subtract : Add;
        var name = isExclusive ? "Gated.Subtract" : "Calculator.Add";
        for (var round = 0; round < 50; round++)
        {
            var changes = 0;
            handle.Changed += Count;
            using var scope = handle.PatchScoped(Faulty).RollbackOnFault(20, Ever, answerWithOriginal: true);
            changes = 0;
            Parallel.For(0, 8, _ =>
            {
                for (var i = 0; i < 50; i++)
                    Assert.That(Fixture.Call(name, 3, 0), Is.EqualTo(3));
            });
            handle.Changed -= Count;
            Assert.That((scope.Guard!.HasFired, handle.IsPatched, changes), Is.EqualTo((true, false, 1)));

            void Count(object? sender, PatchChangedEventArgs change) => Interlocked.Increment(ref changes);
        }
    }

    [Test]
    public void The_stack_is_intact_when_a_fault_is_seen()
    {
        var seen = string.Empty;
        using var scope = Add.PatchScoped(ThrowingHelper).RollbackOnFault(1, Ever, _ =>
        {
            seen = Environment.StackTrace;
            return true;
        });
        Assert.That(() => Add.Current(1, 2), Throws.InvalidOperationException);
        Assert.That(seen, Does.Contain(nameof(ThrowingHelper)), "the thrower is still on the stack");
    }

    [Test]
    public void A_task_that_fails_is_a_fault_and_a_cancelled_one_is_none([Values] bool answersWithOriginal, [Values] bool isCancelled)
    {
        var handle = (PatchHandle<Func<Task<int>, Task<int>>>)Fixture.Handle("Gated.WaitFor");
        using var scope = handle.PatchScoped(async task =>
        {
            await Task.Yield();
            throw isCancelled ? new OperationCanceledException() : new FormatException();
        }).RollbackOnFault(1, Ever, answerWithOriginal: answersWithOriginal);
        if (isCancelled)
            Assert.That(Answer, Throws.InstanceOf<OperationCanceledException>());
        else if (answersWithOriginal)
            Assert.That(Answer(), Is.EqualTo(5));
        else
            Assert.That(Answer, Throws.TypeOf<FormatException>());

        // The task is the replacement's own, so the caller may see its end before the guard does.
        Assert.That(SpinWait.SpinUntil(() => scope.Guard!.HasFired, isCancelled ? 100 : 60_000), Is.EqualTo(!isCancelled));
        Assert.That(scope.Guard!.Faults, Is.EqualTo(isCancelled ? 0 : 1));

        int Answer() => handle.Current(Task.FromResult(5)).GetAwaiter().GetResult();
    }

    [Test]
    public void An_exception_that_passes_a_recursion_counts_once()
    {
        using var outer = Subtract.PatchScoped((a, b) => Add.Current(a, b)).RollbackOnFault(2, Ever);
        using var scope = Add.PatchScoped((a, b) => a == 0 ? throw _thrown : Add.Current(a - 1, b)).RollbackOnFault(3, Ever);
        Assert.That(() => Add.Current(10, 0), Throws.InvalidOperationException);
        Assert.That((scope.Guard!.Faults, outer.Guard!.Faults), Is.EqualTo((1L, 0L)));
        Assert.That(() => Subtract.Current(5, 0), Throws.InvalidOperationException);
        Assert.That((scope.Guard!.Faults, outer.Guard!.Faults), Is.EqualTo((2L, 1L)), "each guard counts it");
    }

    [Test]
    public void What_makes_no_sense_is_refused()
    {
        var scope = Add.PatchScoped(Faulty);
        Assert.Multiple(() =>
        {
            Assert.That(() => scope.RollbackOnFault(0, Ever), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => scope.RollbackOnFault(1, TimeSpan.Zero), Throws.TypeOf<ArgumentOutOfRangeException>());
        });
        Assert.That(scope.RollbackOnFault(1, Ever), Is.SameAs(scope));
        Assert.That(() => scope.RollbackOnFault(1, Ever), Throws.TypeOf<PatchException>().With.Message.Contains("has a guard"));
        Assert.That(scope.Guard!.ToString(), Is.EqualTo(Add.Name + ": guard, 0 faults"));
        scope.Dispose();
        Assert.That(Add.State.Running, Is.Null);
        var ended = Add.PatchScoped(Faulty);
        ended.Dispose();
        Assert.That(() => ended.RollbackOnFault(1, Ever), Throws.TypeOf<PatchException>().With.Message.Contains("was removed"));
    }

    private readonly InvalidOperationException _thrown = new("faulty");

    private int Faulty(int a, int b) => throw _thrown;

    private static int ThrowingHelper(int a, int b) => throw new InvalidOperationException();

    private int Call() => Add.Current(1, 2);
}
