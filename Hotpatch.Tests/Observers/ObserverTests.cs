using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Observers;

/// <summary>What observers see, and that they change nothing.</summary>
public class ObserverTests(string configuration) : WovenFixtureTests(configuration)
{
    private PatchHandle<Func<int, int, int>> Add => (PatchHandle<Func<int, int, int>>)Fixture.Handle("Calculator.Add");

    private Func<int, int, int> CallAdd => Fixture.Type("Calculator").GetMethod("Add")!.CreateDelegate<Func<int, int, int>>();

    [Test]
    public void An_observer_sees_all_parts_of_a_call()
    {
        var seen = new List<ObservedCall>();
        var before = DateTimeOffset.UtcNow.AddMilliseconds(-50);
        var service = Fixture.New("PriceService");
        var quote = Fixture.Handle("PriceService.Quote");
        using (quote.Observe(seen.Add))
            LoadedAssembly.CallOn(service, "Quote", 5);

        LoadedAssembly.CallOn(service, "Quote", 6);
        Assert.That(seen, Has.Count.EqualTo(1), "only while it observes");
        var call = seen[0];
        Assert.Multiple(() =>
        {
            Assert.That(call.Handle, Is.SameAs(quote));
            Assert.That(call.Method, Is.EqualTo(quote.Method));
            Assert.That(call.Instance, Is.SameAs(service));
            Assert.That(call.Arguments, Is.EqualTo(new object[] { 5 }));
            Assert.That(call.Argument("quantity"), Is.EqualTo(5));
            Assert.That(() => call.Argument("other"), Throws.ArgumentException.With.Message.Contains("quantity"));
            Assert.That(call.Result, Is.EqualTo(15m));
            Assert.That(call.Exception, Is.Null);
            Assert.That(call.IsFaulted, Is.False);
            Assert.That(call.WasPatched, Is.False);
            Assert.That(call.ThreadId, Is.EqualTo(Environment.CurrentManagedThreadId));
            Assert.That(call.Duration, Is.GreaterThanOrEqualTo(TimeSpan.Zero));
            Assert.That(call.StartTime, Is.InRange(before, DateTimeOffset.UtcNow.AddMilliseconds(50)));
        });
    }

    [Test]
    public void An_observer_of_exceptions_sees_them_and_they_pass()
    {
        var exceptions = new List<Exception?>();
        var thrown = new InvalidOperationException("from the replacement");
        Add.Patch((a, b) => throw thrown);
        using var all = Add.Observe(call => exceptions.Add(call.Exception));
        using var counting = Add.Observe(call => exceptions.Add(call.Exception), ObserveOptions.CountOnly);
        Assert.That(() => CallAdd(1, 2), Throws.Exception.SameAs(thrown));
        Assert.That(exceptions, Is.EqualTo(new[] { thrown, thrown }));
    }

    [Test]
    public void The_observer_runs_while_the_stack_at_the_throw_is_intact()
    {
        var order = new List<string>();
        Add.Patch((a, b) =>
        {
            try
            {
                throw new InvalidOperationException();
            }
            finally
            {
                order.Add("finally");
            }
        });
        using (Add.Observe(call => order.Add("observer")))
            Assert.That(() => CallAdd(1, 2), Throws.InvalidOperationException);

        Assert.That(order, Is.EqualTo(new[] { "observer", "finally" }));
    }

    [Test]
    public void Exceptions_of_observers_are_counted_and_reach_nobody([Values] bool counting, [Values] bool atBegin)
    {
        var options = new ObserveOptions { Parts = counting ? ObservedParts.None : ObservedParts.All, OnBegun = atBegin ? _ => throw new FormatException("begin") : null };
        using var observation = Add.Observe(call => throw new FormatException("end"), options);
        Assert.That(CallAdd(1, 2), Is.EqualTo(3));
        Assert.That((observation.Failures, observation.LastFailure!.Message), Is.EqualTo((atBegin ? 2L : 1L, "end")));

        // The control: an interceptor's exception reaches the caller.
        using var layer = Add.Intercept((Action<PatchCall>)(call => throw new FormatException("interceptor")));
        Assert.That(() => CallAdd(1, 2), Throws.TypeOf<FormatException>());
    }

    [Test]
    public void The_begin_comes_first_and_hands_on_its_state()
    {
        var seen = new List<object?>();
        var options = new ObserveOptions
        {
            Parts = ObservedParts.Arguments,
            OnBegun = call =>
            {
                seen.Add($"begin {call.Arguments[0]}");
                call.State = "state";
            },
        };
        using (Add.Observe(call => seen.Add(call.State), options))
            CallAdd(7, 2);

        Assert.That(seen, Is.EqualTo(new[] { "begin 7", "state" }));
    }

    [Test]
    public void Parts_that_were_not_asked_for_say_so()
    {
        var seen = new List<ObservedCall>();
        using (Add.Observe(seen.Add, ObserveOptions.CountOnly))
        using (Add.Observe(seen.Add, new ObserveOptions { Parts = ObservedParts.Result }))
            CallAdd(1, 2);

        Assert.That(() => seen[0].Result, Throws.InvalidOperationException.With.Message.Contains("Result"));
        Assert.That(() => seen[1].Duration, Throws.InvalidOperationException.With.Message.Contains("Time"));
        Assert.That((seen[1].Result, seen[0].WasPatched), Is.EqualTo(((object)3, false)));
    }

    [Test]
    public void Observers_change_nothing()
    {
        var told = new List<PatchChangedEventArgs>();
        Add.Changed += Note;
        try
        {
            var calls = 0;
            using (Add.Observe(call => calls++))
            {
                Assert.That((Add.IsPatched, Add.Layers.Count, told.Count), Is.EqualTo((false, 0, 0)));
                Add.Patch((a, b) => 7);
                Assert.That(told[^1].Current, Is.InstanceOf<Func<int, int, int>>());
                Add.Restore();
                Assert.That((told[^1].Current, CallAdd(1, 2), calls), Is.EqualTo(((Delegate?)null, 3, 1)), "Restore leaves the observer, and tells of the original");
            }

            Assert.That(told, Has.Count.EqualTo(2));
            Assert.That(Add.State.Running, Is.Null, "nothing is left in the slot");
        }
        finally
        {
            Add.Changed -= Note;
        }

        void Note(object? sender, PatchChangedEventArgs change) => told.Add(change);
    }

    [Test]
    public void Whether_it_was_patched_is_that_of_the_call()
    {
        var seen = new List<bool>();
        using var outer = Add.Observe(call => seen.Add(call.WasPatched));
        using var metrics = Add.Measure();
        using var inner = Add.Observe(call => seen.Add(call.WasPatched), ObserveOptions.CountOnly);
        CallAdd(1, 2);
        using (Add.PatchScoped((a, b) => 5))
            CallAdd(1, 2);

        using (Add.PatchFlow((a, b) => 6))
        {
            CallAdd(1, 2);
            using (ExecutionContext.SuppressFlow())
                Task.Run(() => CallAdd(1, 2)).Wait();
        }

        using (Add.Wrap(next => next.Invoke))
            CallAdd(1, 2);

        CallAdd(1, 2);
        Assert.That(seen, Is.EqualTo(new[] { false, false, true, true, true, true, false, false, true, true, false, false }));
    }

    [Test]
    public void An_observer_of_an_exclusive_method_waits_for_nobody()
    {
        var handle = (PatchHandle<Action<Action>>)Fixture.Handle("Gated.Run");
        using var running = new RunningCall(Fixture, handle);
        var seen = 0;
        using (handle.Observe(call => seen++))
            Assert.That(running.IsRunning, Is.True);

        // The control: a patch does wait.
        Assert.That(() => handle.Patch(action => { }, TimeSpan.FromMilliseconds(50)), Throws.TypeOf<PatchTimeoutException>());
        running.End();
        Assert.That(seen, Is.Zero);
    }

    [Test]
    public void An_observer_may_call_what_it_observes()
    {
        var seen = 0;
        using var observation = Add.Observe(call => seen += CallAdd(1, 0));
        using var other = Add.Observe(call => seen += CallAdd(1, 0), ObserveOptions.CountOnly);
        CallAdd(1, 2);
        Assert.That((seen, observation.Failures), Is.EqualTo((2, 0L)));
    }

    [Test]
    public void A_share_of_the_calls_is_sampled([Values(0, 0.1, 0.5, 1)] double rate)
    {
        var seen = 0;
        var call = CallAdd;
        using (Add.Observe(_ => seen++, new ObserveOptions { Parts = ObservedParts.None, SamplingRate = rate }))
        {
            for (var i = 0; i < 20_000; i++)
                call(1, 2);
        }

        // Six standard deviations.
        var expected = 20_000 * rate;
        Assert.That(seen, Is.EqualTo(expected).Within(6 * Math.Sqrt(expected * (1 - rate))));
    }

    [Test]
    public void The_bound_holds_within_a_second()
    {
        var seen = 0;
        var call = CallAdd;
        using var observation = Add.Observe(_ => Interlocked.Increment(ref seen), new ObserveOptions { MaxCallsPerSecond = 10 });
        var seconds = Environment.TickCount64 / 1000;
        Parallel.For(0, 5_000, _ => call(1, 2));
        seconds = (Environment.TickCount64 / 1000) - seconds + 1;
        Assert.That(seen, Is.InRange(10, 10 * seconds));
        Assert.That(observation.Dropped, Is.EqualTo(5_000 - seen));
    }

    [Test]
    public void Options_that_make_no_sense_are_refused()
    {
        Assert.Multiple(() =>
        {
            Assert.That(() => new ObserveOptions { SamplingRate = 1.1 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => new ObserveOptions { SamplingRate = double.NaN }, Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => new ObserveOptions { MaxCallsPerSecond = -1 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => Add.Observe(null!), Throws.ArgumentNullException);
            Assert.That(() => Add.Measure(-0.1), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => Add.Record(0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        });
        Assert.That(Add.State.Running, Is.Null);
    }

    [Test]
    public void An_observer_that_counts_allocates_nothing()
    {
        var seen = 0;
        using (Add.Observe(call => seen++, ObserveOptions.CountOnly))
        using (Add.Measure())
            Assert.That(AllocatedBy(CallAdd), Is.Zero);

        using (Add.Observe(call => seen++, new ObserveOptions { SamplingRate = 0 }))
            Assert.That(AllocatedBy(CallAdd), Is.Zero, "nor one that samples none");

        // The control: one that wants all parts does.
        using (Add.Observe(call => seen++))
            Assert.That(AllocatedBy(CallAdd), Is.GreaterThan(0));

        Assert.That(AllocatedBy(CallAdd), Is.Zero, "nobody observes");
    }

    private static long AllocatedBy(Func<int, int, int> call)
    {
        for (var i = 0; i < 100; i++)
            call(1, 2);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
            call(1, 2);

        return (GC.GetAllocatedBytesForCurrentThread() - before) / 1_000;
    }
}
