using System.Linq.Expressions;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Shadowing;

/// <summary>Methods with by-ref parameters: beside a candidate, they still get the caller's own references, and the candidate gets copies.</summary>
public sealed class CallerReferenceTests
{
    // Each change by the alias is lost if the method runs on a copy that is written back.
    private const string Source =
        """
        using System;
        using System.Threading;
        using System.Threading.Tasks;
        using Hotpatch;

        namespace Fixtures;

        public static class C
        {
            public static int Shared;
            public static int Held;

            [Patchable] public static int Bump(ref int value) { Shared += 10; return ++value; }
            [Patchable] public static int Add(ref int value) => Interlocked.Increment(ref value);

            [Patchable]
            public static void Fail(ref int value)
            {
                Held++;
                try { value = 7; throw new FormatException(); }
                finally { Held--; }
            }

            public static int CallBump() => Bump(ref Shared);
            public static void CallFail() => Fail(ref Shared);
            public static void CallAdd(int calls) => Parallel.For(0, calls, _ => Add(ref Shared));
        }

        public struct S
        {
            private static S _shared;

            public int Count;

            [Patchable] public int Next() { _shared.Count += 10; return ++Count; }
            [Patchable] public Task<int> Later(Task<int> later) { Count++; return later; }
            [Patchable] public ValueTask<int> Value(Task<int> later) { Count++; return new ValueTask<int>(later); }

            public static int Call() { _shared = default; return _shared.Next() + _shared.Count * 100; }
            public static (Task<int>, int) CallLater(Task<int> later) { var s = default(S); return (s.Later(later), s.Count); }
            public static (ValueTask<int>, int) CallValue(Task<int> later) { var s = default(S); return (s.Value(later), s.Count); }
        }
        """;

    // The order in which both run is random.
    private const int Calls = 40;

    private readonly LoadedAssembly _assembly = WovenSource.Load(Source, "Release");
    private readonly List<ShadowReport> _reports = [];
    private readonly SemaphoreSlim _reported = new(0);

    [TearDown]
    public void RestoreAll()
    {
        foreach (var handle in Patchable.In(_assembly.Assembly))
            handle.Restore();

        _reports.Clear();
        while (_reported.Wait(0))
        {
            // Each test counts its own.
        }

        Set("Shared", 0);
    }

    [OneTimeTearDown]
    public void Dispose() => _reported.Dispose();

    [Test]
    public void The_method_changes_the_callers_variable_itself([Values] ShadowMode mode)
    {
        var bump = Handle("C.Bump");
        using var shadow = bump.Shadow(Candidate(bump, () => 5), Keep, new ShadowOptions { Mode = mode });
        for (var i = 1; i <= Calls; i++)
            Assert.That((_assembly.Call("C.CallBump"), Get("Shared")), Is.EqualTo(((object)(i * 11), i * 11)));

        Wait(Calls);
        Assert.That(_reports.Select(report => ((int)report.Result! % 11, report.CandidateResult)), Is.All.EqualTo((0, (object)5)));
        Assert.That(_reports.Select(report => report.Arguments["value"]), Is.EquivalentTo(Enumerable.Range(0, Calls).Select(i => i * 11)), "as the caller passed them");
    }

    [Test]
    public void No_update_of_another_thread_is_lost()
    {
        using var shadow = Handle("C.Add").Shadow(Handle("C.Add").Original, _ => { });
        _assembly.Call("C.CallAdd", 20_000);
        Assert.That((Get("Shared"), shadow.Calls), Is.EqualTo((20_000, 20_000L)));
    }

    [Test]
    public void The_instance_of_a_struct_is_the_callers()
    {
        var next = Handle("S.Next");
        using var shadow = next.Shadow(Candidate(next, () => 5), Keep);
        for (var i = 0; i < Calls; i++)
            Assert.That(_assembly.Call("S.Call"), Is.EqualTo(1111));

        Assert.That(shadow.Mismatches, Is.EqualTo(Calls));
    }

    [Test]
    public void An_exception_passes_after_a_change_and_the_candidate_runs_outside_of_the_method([Values] ShadowMode mode)
    {
        var held = new List<int>();
        var fail = Handle("C.Fail");
        using var shadow = fail.Shadow(
            Candidate(fail, () =>
            {
                held.Add(Get("Held"));
                return null;
            }),
            Keep,
            new ShadowOptions { Mode = mode });
        for (var i = 0; i < Calls; i++)
        {
            Set("Shared", 0);
            var exception = Assert.Throws<FormatException>(() => _assembly.Call("C.CallFail"))!;
            Assert.That(exception.StackTrace, Does.Contain("Fail_Original").And.Contain("CallFail"));
            Assert.That(Get("Shared"), Is.EqualTo(7));
            Wait(1);
        }

        Assert.That(_reports.Select(report => (report.Exception?.GetType(), report.CandidateException, report.IsMatch)), Is.All.EqualTo((typeof(FormatException), (Exception?)null, false)));
        if (mode == ShadowMode.Beside)
            Assert.That(held, Has.Count.EqualTo(Calls).And.All.Zero, "the method's finally blocks have run");
    }

    [Test]
    public async Task Tasks_are_compared_when_both_have_ended([Values] ShadowMode mode, [Values] bool isCompleted)
    {
        var gate = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (isCompleted)
            gate.SetResult(3);

        var later = Handle("S.Later");
        var value = Handle("S.Value");
        var ran = 0;
        using var shadow = later.Shadow(Counted(later, Task.FromResult(3)), Keep, new ShadowOptions { Mode = mode });
        using var other = value.Shadow(Counted(value, new ValueTask<int>(3)), Keep, new ShadowOptions { Mode = mode });
        for (var i = 0; i < Calls; i++)
        {
            var before = ran;
            var (task, count) = ((Task<int>, int))_assembly.Call("S.CallLater", gate.Task)!;
            var (valueTask, valueCount) = ((ValueTask<int>, int))_assembly.Call("S.CallValue", gate.Task)!;
            if (mode == ShadowMode.Beside)
                Assert.That(ran, Is.EqualTo(before + 2), "the candidate doesn't wait for the method's task");

            if (!isCompleted && i == 0)
                gate.SetResult(3);

            Assert.That((await task, count, await valueTask, valueCount), Is.EqualTo((3, 1, 3, 1)));
            Wait(2);
        }

        Assert.That(_reports.Select(report => report.IsMatch), Has.Exactly(2 * Calls).Items.And.All.True);

        Delegate Counted(PatchHandle handle, object result) => Candidate(handle, () =>
        {
            Interlocked.Increment(ref ran);
            return result;
        });
    }

    // Expression trees can have delegate types that only the woven assembly knows.
    private static Delegate Candidate(PatchHandle handle, Func<object?> body)
    {
        var invoke = handle.DelegateType.GetMethod("Invoke")!;
        Expression call = Expression.Invoke(Expression.Constant(body));
        return Expression.Lambda(
            handle.DelegateType,
            invoke.ReturnType == typeof(void) ? call : Expression.Convert(call, invoke.ReturnType),
            invoke.GetParameters().Select(parameter => Expression.Parameter(parameter.ParameterType))).Compile();
    }

    private PatchHandle Handle(string name) => _assembly.Handle(name);

    private int Get(string field) => (int)_assembly.Type("C").GetField(field)!.GetValue(null)!;

    private void Set(string field, int value) => _assembly.Type("C").GetField(field)!.SetValue(null, value);

    private void Keep(ShadowReport report)
    {
        lock (_reports)
            _reports.Add(report);

        _reported.Release();
    }

    private void Wait(int count)
    {
        for (var i = 0; i < count; i++)
            Assert.That(_reported.Wait(60_000), Is.True);
    }
}
