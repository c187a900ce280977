using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Interception;

/// <summary>One interceptor around many methods, with the instantiations of generic ones that come into use later.</summary>
public class ManyMethodsTests(string configuration) : WovenFixtureTests(configuration)
{
    private const string Source = """
        using Hotpatch;

        namespace Fixtures;

        public static class Many
        {
            [Patchable] public static T Echo<T>(T value) => value;
            [Patchable] public static int One(int a) => a;
            [Patchable] public static System.Span<int> Spans(System.Span<int> a) => a;
            [Patchable] public static System.Threading.Tasks.Task Later() => System.Threading.Tasks.Task.CompletedTask;
            public static string EchoString(string value) => Echo(value);
            public static int EchoInt(int value) => Echo(value);
            public static long EchoLong(long value) => Echo(value);
        }
        """;

    [Test]
    public void All_methods_of_an_assembly_get_it_and_later_instantiations()
    {
        var many = WovenSource.Load(Source, Configuration);
        var seen = new List<string>();
        Assert.That(many.Call("Many.EchoInt", 1), Is.EqualTo(1));
        var set = Patchable.In(many.Assembly).Intercept(call =>
        {
            seen.Add($"{call.Method.Name} {call.Arguments[0]}");
            call.Proceed();
        });
        many.Call("Many.One", 2);
        many.Call("Many.EchoInt", 3);
        many.Call("Many.EchoString", "later");
        Assert.That(seen, Is.EqualTo(new[] { "One 2", "Echo 3", "Echo later" }));
        Assert.That(set.Refused.Keys.Select(handle => handle.Method.Name), Is.EqualTo(new[] { "Spans" }));
        Assert.That(set.Refused.Values.Single().Message, Does.Contain("Span<int>").Or.Contain("without that code"));
        Assert.That(set.Layers.Select(layer => layer.Handle.Method.Name), Is.EquivalentTo(new[] { "One", "Later" }));
        set.Dispose();
        set.Dispose();
        many.Call("Many.One", 2);
        many.Call("Many.EchoString", "x");
        many.Call("Many.EchoLong", 5L);
        Assert.That(seen, Has.Count.EqualTo(3), "disposed as a whole");
        Assert.That(Patchable.In(many.Assembly).Any(handle => handle.IsPatched), Is.False);
    }

    [Test]
    public void A_predicate_selects_also_later_instantiations()
    {
        var many = WovenSource.Load(Source, Configuration);
        var seen = new List<object?>();
        var handles = Patchable.Where(handle => handle.Method.DeclaringType!.Assembly == many.Assembly && handle.DelegateType != typeof(Func<string, string>));
        using (handles.Intercept(call =>
        {
            seen.Add(call.Arguments[0]);
            call.Proceed();
        }))
        {
            many.Call("Many.EchoString", "not selected");
            many.Call("Many.EchoLong", 4L);
            many.Call("Many.One", 2);
        }

        Assert.That(seen, Is.EqualTo(new object[] { 4L, 2 }));
        Assert.That(() => Patchable.Where(null!), Throws.TypeOf<PatchTargetException>());
    }

    [Test]
    public void An_asynchronous_one_is_refused_by_methods_without_tasks()
    {
        var many = WovenSource.Load(Source, Configuration);
        var seen = 0;
        using var set = Patchable.In(many.Assembly).Intercept(async call =>
        {
            seen++;
            await call.ProceedAsync();
        });
        many.Call("Many.One", 2);
        many.Call("Many.EchoInt", 2);
        many.Call("Many.Later");
        Assert.That(seen, Is.EqualTo(1));
        Assert.That(set.Refused.Keys.Select(handle => handle.Method.Name), Is.EquivalentTo(new[] { "One", "Spans", "Echo" }));
        many.Call("Many.EchoLong", 1L);
        Assert.That(set.Refused.Keys.Count(handle => handle.Method.Name == "Echo"), Is.EqualTo(2), "with the instantiation that has come");
    }

    [Test]
    public void A_generic_method_gets_it_for_all_instantiations()
    {
        var many = WovenSource.Load(Source, Configuration);
        var seen = 0;
        using (Patchable.ForAll(many.Type("Many"), "Echo").Intercept(call =>
        {
            seen++;
            call.Proceed();
        }))
        {
            Assert.That((many.Call("Many.EchoInt", 2), many.Call("Many.EchoString", "x")), Is.EqualTo(((object)2, (object)"x")));
        }

        many.Call("Many.EchoInt", 2);
        Assert.That(seen, Is.EqualTo(2));
    }

    [Test]
    public void If_one_method_fails_none_keeps_it()
    {
        var handles = new[] { Fixture.Handle("Calculator.Add"), Fixture.Handle("Gated.Run") };
        using var running = new RunningCall(Fixture, handles[1]);
        Assert.That(() => handles.Intercept(call => call.Proceed(), timeout: TimeSpan.FromMilliseconds(50)), Throws.TypeOf<PatchTimeoutException>());
        Assert.That(handles[0].Layers, Is.Empty);
        running.End();

        // The control.
        using (handles.Intercept(call => call.Proceed()))
            Assert.That(handles.Select(one => one.Layers.Count), Is.All.EqualTo(1));
    }

    [Test]
    public void If_a_subscriber_throws_at_the_end_all_methods_lose_it()
    {
        var handles = new[] { Fixture.Handle("Calculator.Add"), Fixture.Handle("PriceService.Quote") };
        var set = handles.Intercept(call => call.Proceed());
        handles[0].Changed += Throw;
        Assert.That(set.Dispose, Throws.InstanceOf<FormatException>());
        handles[0].Changed -= Throw;
        Assert.That(handles.SelectMany(handle => handle.Layers), Is.Empty);

        static void Throw(object? sender, PatchChangedEventArgs change) => throw new FormatException();
    }

    [Test]
    public void What_takes_too_long_is_taken_back_without_waiting()
    {
        var (idle, busy) = (Fixture.Handle("Gated.Run"), Fixture.Handle("Gated.RunDrained"));
        using var older = new RunningCall(Fixture, busy);
        var intercepting = Task.Factory.StartNew(
            () => new[] { idle, busy }.Intercept(call => call.Proceed(), new PatchOptions { WaitTime = TimeSpan.FromSeconds(1) }),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        SpinWait.SpinUntil(() => idle.IsPatched || intercepting.IsCompleted, 60_000);
        using var newer = new RunningCall(Fixture, idle);
        Assert.That(() => intercepting.Wait(60_000), Throws.InnerException.TypeOf<PatchTimeoutException>());
        Assert.That((older.IsRunning, newer.IsRunning, idle.IsPatched, busy.IsPatched), Is.EqualTo((true, true, false, false)));
    }

    [Test]
    public void A_list_with_null_is_refused_as_a_whole()
    {
        PatchHandle[] handles = [Fixture.Handle("Calculator.Add"), null!];
        Assert.That(() => handles.Intercept(call => call.Proceed()), Throws.ArgumentException);
        Assert.That(() => handles.Observe(_ => { }), Throws.ArgumentException);
        Assert.That(handles[0].Describe().Entries, Is.Empty);
    }
}
