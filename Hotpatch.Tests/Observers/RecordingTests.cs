using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Observers;

/// <summary>A recording keeps the latest calls, and runs them again.</summary>
public class RecordingTests(string configuration) : WovenFixtureTests(configuration)
{
    private PatchHandle<Func<int, int, int>> Add => (PatchHandle<Func<int, int, int>>)Fixture.Handle("Calculator.Add");

    [Test]
    public void The_latest_calls_are_kept_in_order()
    {
        using var recording = Add.Record(3);
        for (var i = 0; i < 10; i++)
            Fixture.Call("Calculator.Add", i, 1);

        Assert.That(recording.Calls.Select(call => (call.Number, call.Call.Result)), Is.EqualTo(new[] { (7L, (object)8), (8L, 9), (9L, 10) }));
        Assert.That((recording.Count, recording.Capacity), Is.EqualTo((10L, 3)));
    }

    [Test]
    public void A_call_runs_again_against_the_original_and_the_current_code()
    {
        RecordedCall call;
        using (var recording = Add.Record(1))
        {
            using (Add.PatchScoped((a, b) => a * b))
                Fixture.Call("Calculator.Add", 3, 4);

            call = recording.Calls.Single();
        }

        Assert.That((call.Call.Result, call.Call.WasPatched), Is.EqualTo(((object)12, true)));
        Assert.That((call.RunOriginal(), call.RunCurrent()), Is.EqualTo(((object)7, (object)7)));
        using (Add.PatchScoped((a, b) => a - b))
            Assert.That((call.RunOriginal(), call.RunCurrent(), call.Call.Result), Is.EqualTo(((object)7, (object)(-1), (object)12)));

        Add.Patch((a, b) => throw new FormatException());
        Assert.That(call.RunCurrent, Throws.TypeOf<FormatException>(), "exceptions are not wrapped");
    }

    [Test]
    public void An_instance_is_kept_by_reference()
    {
        dynamic service = Fixture.New("PriceService");
        using var recording = Fixture.Handle("PriceService.Quote").Record(5);
        Assert.That(service.Quote(2), Is.EqualTo(6m));
        service.UnitPrice = 10m;
        Assert.That((recording.Calls[0].Call.Result, recording.Calls[0].RunOriginal()), Is.EqualTo(((object)6m, (object)20m)), "the documented limit");
    }

    [Test]
    public void Calls_are_recorded_on_many_threads()
    {
        using var recording = Add.Record(100);
        var call = Fixture.Type("Calculator").GetMethod("Add")!.CreateDelegate<Func<int, int, int>>();
        Parallel.For(0, 8_000, i => call(i, 1));
        var calls = recording.Calls;
        Assert.That((calls.Count, recording.Count), Is.EqualTo((100, 8_000L)));
        Assert.That(calls.Select(recorded => (int)recorded.Call.Result! - (int)recorded.Call.Arguments[0]!), Is.All.EqualTo(1));
        Assert.That(calls.Select(recorded => recorded.Number), Is.Ordered.And.Unique);
    }
}
