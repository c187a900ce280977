using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Shadowing;

/// <summary>Candidates that run beside a method: callers get what they got before, and each difference is reported.</summary>
public class ShadowTests(string configuration) : WovenFixtureTests(configuration)
{
    private readonly List<ShadowReport> _reports = [];

    private PatchHandle<Func<int, int, int>> Add => (PatchHandle<Func<int, int, int>>)Fixture.Handle("Calculator.Add");

    private PatchHandle Nested => Fixture.Handle("Asynchronous.Nested");

    [SetUp]
    public void Forget() => _reports.Clear();

    [Test]
    public void Callers_get_what_they_got_and_differences_are_reported()
    {
        using (var shadow = Add.Shadow((a, b) => a == 1 ? a + b : -1, Keep, new ShadowOptions { Owner = "tests" }))
        {
            Assert.That((Call(1, 2), Call(2, 2)), Is.EqualTo((3, 4)));
            Assert.That((shadow.Calls, shadow.Mismatches, shadow.Owner, shadow.Handle), Is.EqualTo((2L, 1L, "tests", (PatchHandle)Add)));
            Assert.That(_reports.Select(report => (report.Result, report.CandidateResult, report.IsMatch)), Is.EqualTo(new (object?, object?, bool)[] { (3, 3, true), (4, -1, false) }));
            Assert.That(_reports[1].ToString(), Is.EqualTo(Add.Name + ": 4, candidate -1 (differs)"));
            Assert.That((_reports[1].Arguments[0], _reports[1].Arguments["b"]), Is.EqualTo(((object)2, (object)2)));
            Assert.That(Add.IsPatched, Is.False, "it changes nothing");
        }

        Assert.That((Call(1, 2), _reports.Count, Add.State.Running), Is.EqualTo((3, 2, (Delegate?)null)));
    }

    [Test]
    public void A_candidate_that_throws_is_not_noticed()
    {
        using var shadow = Add.Shadow((a, b) => throw new InvalidOperationException("candidate"), Keep);
        for (var i = 0; i < 20; i++)
            Assert.That(Call(1, 2), Is.EqualTo(3));

        Assert.That(_reports.Select(report => (report.IsMatch, report.CandidateException?.Message, report.Exception)), Is.All.EqualTo((false, "candidate", (Exception?)null)));
        Assert.That(shadow.Mismatches, Is.EqualTo(20));
    }

    [Test]
    public void What_the_method_throws_reaches_the_caller_and_is_compared_by_its_type()
    {
        using var scope = Add.PatchScoped((a, b) => throw new FormatException());
        using var shadow = Add.Shadow((a, b) => a == 0 ? throw new FormatException() : 1, Keep);
        for (var i = 0; i < 20; i++)
        {
            Assert.That(() => Call(0, 0), Throws.TypeOf<FormatException>());
            Assert.That(() => Call(1, 0), Throws.TypeOf<FormatException>());
        }

        Assert.That(_reports.Select(report => report.IsMatch), Is.EqualTo(Enumerable.Range(0, 40).Select(i => i % 2 == 0)));
    }

    [Test]
    public void What_reports_and_comparers_throw_reaches_nobody()
    {
        using (var shadow = Add.Shadow((a, b) => 0, _ => throw new InvalidOperationException()))
            Assert.That((Call(1, 2), shadow.ReportFailures, shadow.Calls), Is.EqualTo((3, 1L, 1L)));

        using (Add.Shadow((a, b) => 3, Keep, new ShadowOptions { Compare = (_, _) => throw new FormatException() }))
            Assert.That(Call(1, 2), Is.EqualTo(3));

        Assert.That((_reports.Single().IsMatch, _reports.Single().CompareException), Is.EqualTo((false, _reports.Single().CompareException)));
        Assert.That(_reports.Single().CompareException, Is.TypeOf<FormatException>());
    }

    [Test]
    public void A_comparer_decides_what_is_the_same()
    {
        using var shadow = Add.Shadow((a, b) => -(a + b), Keep, new ShadowOptions { Compare = (one, other) => (int)one! == -(int)other! });
        Assert.That((Call(1, 2), shadow.Mismatches), Is.EqualTo((3, 0L)));
    }

    [Test]
    public void The_share_decides_for_how_many_calls()
    {
        using var shadow = Add.Shadow((a, b) => a + b, _ => { }, new ShadowOptions { Share = 0.2 });
        for (var i = 0; i < 10_000; i++)
            _ = Add.Current(1, 2);

        Assert.That(shadow.Calls, Is.InRange(1750, 2250));
        shadow.Share = 0;
        var before = shadow.Calls;
        for (var i = 0; i < 100; i++)
            _ = Add.Current(1, 2);

        Assert.That(shadow.Calls, Is.EqualTo(before));
        Assert.That(() => Add.Shadow((a, b) => 0, _ => { }, new ShadowOptions { Share = 2 }), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void On_the_pool_the_candidate_runs_after_the_method()
    {
        using var mayRun = new ManualResetEventSlim();
        using var done = new ManualResetEventSlim();
        var caller = Environment.CurrentManagedThreadId;
        var ran = 0;
        using var shadow = Add.Shadow(
            (a, b) =>
            {
                mayRun.Wait();
                ran = Environment.CurrentManagedThreadId;
                return a + b;
            },
            report =>
            {
                Keep(report);
                done.Set();
            },
            new ShadowOptions { Mode = ShadowMode.AfterOnThreadPool });
        Assert.That(Call(1, 2), Is.EqualTo(3), "the caller doesn't wait");
        mayRun.Set();
        Assert.That(done.Wait(60_000), Is.True);
        Assert.That((_reports.Single().IsMatch, ran), Is.Not.EqualTo((true, caller)).And.EqualTo((true, ran)));
    }

    [Test]
    public async Task Tasks_are_compared_when_both_have_ended([Values] ShadowMode mode)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var mayEnd = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var service = Fixture.New("Asynchronous");
        using var shadow = Nested.Shadow(
            new Func<object, string, Task<string>>((_, text) => mayEnd.Task),
            report =>
            {
                Keep(report);
                done.SetResult();
            },
            new ShadowOptions { Mode = mode });
        Assert.That(await (Task<string>)service.GetType().GetMethod("Nested")!.Invoke(service, ["x"])!, Does.EndWith("!"), "the caller doesn't wait for the candidate's task");
        mayEnd.SetException(new InvalidOperationException("late"));
        await done.Task.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.That((_reports.Single().IsMatch, _reports.Single().CandidateException!.Message), Is.EqualTo((false, "late")));
        Assert.That(_reports.Single().Result, Does.EndWith("!"), "the value of the task");
    }

    [Test]
    public void It_lies_below_what_answers_for_some_calls()
    {
        using var shadow = Add.Shadow((a, b) => 0, Keep);
        using (Add.PatchFlow((a, b) => 7))
        using (Add.PatchWhen((a, b) => true, (a, b) => 8))
            Assert.That((Call(1, 2), _reports.Count), Is.EqualTo((7, 0)));

        using (Add.PatchScoped((a, b) => 9))
            Assert.That((Call(1, 2), _reports.Single().Result), Is.EqualTo((9, (object)9)));
    }

    [Test]
    public void A_candidate_or_report_that_calls_the_method_is_not_shadowed_itself([Values] ShadowMode mode)
    {
        using var done = new ManualResetEventSlim();
        using var shadow = Add.Shadow(
            (a, b) => Add.Current(a, b),
            report =>
            {
                _ = Add.Current(1, 2);
                Keep(report);
                done.Set();
            },
            new ShadowOptions { Mode = mode });
        Assert.That(Call(1, 2), Is.EqualTo(3));
        Assert.That((done.Wait(60_000), shadow.Calls, _reports.Single().IsMatch), Is.EqualTo((true, 1L, true)));
    }

    [Test]
    public void What_a_candidate_changes_in_the_flow_ends_with_it()
    {
        var local = new AsyncLocal<int>();
        using var shadow = Add.Shadow(
            (a, b) =>
            {
                local.Value++;
                return 0;
            },
            _ => local.Value++);
        for (var i = 0; i < 20; i++)
            Assert.That((Call(1, 2), local.Value), Is.EqualTo((3, 0)));

        using (ExecutionContext.SuppressFlow())
            Assert.That(Call(1, 2), Is.EqualTo(3));

        Assert.That(shadow.Calls, Is.EqualTo(21));
    }

    [Test]
    public void An_observer_takes_a_shadowed_method_for_unpatched()
    {
        var seen = new List<bool>();
        using var shadow = Add.Shadow((a, b) => 0, _ => { });
        using var observer = Add.Observe(call => seen.Add(call.WasPatched));
        _ = Add.Current(1, 2);
        using (Add.PatchScoped((a, b) => 1))
            _ = Add.Current(1, 2);

        Assert.That(seen, Is.EqualTo(new[] { false, true }));
    }

    [Test]
    public void It_comes_and_goes_without_events()
    {
        Add.Changed += Fail;
        Add.Shadow((a, b) => 0, _ => { }).Dispose();
        Add.Changed -= Fail;
        Assert.That(Add.State.Running, Is.Null);

        static void Fail(object? sender, PatchChangedEventArgs change) => throw new InvalidOperationException("raised");
    }

    [Test]
    public void What_cannot_be_shadowed_is_refused()
        => Assert.Multiple(() =>
        {
            Assert.That(() => Add.Shadow(null!, Keep), Throws.TypeOf<InvalidReplacementException>());
            Assert.That(() => Add.Shadow((a, b) => 0, null!), Throws.ArgumentNullException);
            Assert.That(() => ((PatchHandle)null!).Shadow(Add.Original, Keep), Throws.ArgumentNullException);
            Assert.That(() => ((PatchHandle)Add).Shadow(new Action(() => { }), Keep), Throws.TypeOf<InvalidReplacementException>());
        });

    [Test]
    public void Every_kind_of_method_with_a_candidate_answers_as_before()
    {
        // With its own original as the candidate, each method's results are those of the method.
        var refused = new List<PatchHandle>();
        foreach (var handle in Patchable.In(Fixture.Assembly).Where(handle => handle.HasOriginal && !IsGeneric(handle.Method)))
        {
            try
            {
                using var shadow = handle.Shadow(handle.Original, Keep);
                Assert.That(handle.State.Running, Is.Not.Null, handle.Name);
            }
            catch (PatchException exception) when (exception.Message.Contains("can be objects", StringComparison.Ordinal))
            {
                refused.Add(handle);
            }

            Assert.That(handle.State.Running, Is.Null, handle.Name);
        }

        Assert.That(refused, Has.Count.GreaterThan(10));
        Assert.That(refused.Where(handle => !HasNoObject(handle.DelegateType.GetMethod("Invoke")!)), Is.Empty, "only spans, pointers and returned references");
    }

    // Which instantiations there are depends on the tests before.
    private static bool IsGeneric(System.Reflection.MethodBase method) => method.IsGenericMethod || method.DeclaringType!.IsGenericType;

    private static bool HasNoObject(System.Reflection.MethodInfo invoke)
        => invoke.ReturnType.IsByRef
            || invoke.GetParameters().Select(parameter => parameter.ParameterType).Append(invoke.ReturnType)
                .Select(type => type.IsByRef ? type.GetElementType()! : type)
                .Any(type => type.IsByRefLike || type.IsPointer || type.IsFunctionPointer);

    private int Call(int a, int b) => (int)Add.Current(a, b);

    private void Keep(ShadowReport report) => _reports.Add(report);
}
