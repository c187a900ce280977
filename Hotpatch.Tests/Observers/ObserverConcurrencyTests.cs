using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Observers;

/// <summary>Observers, metrics and interceptors that come and go on eight threads while a method is called and patched: bounded, with invariants.</summary>
public class ObserverConcurrencyTests(string configuration) : WovenFixtureTests(configuration)
{
    private const int Threads = 8;
    private const int Rounds = 150;

    [Test]
    public void Observers_that_come_and_go_change_no_answer_and_miss_no_call([Values("Calculator.Add", "Gated.Subtract")] string method)
    {
        var handle = (PatchHandle<Func<int, int, int>>)Fixture.Handle(method);
        var call = Stub(method);
        var expected = call(5, 3);
        var calls = 0L;
        using var metrics = handle.Measure();
        Parallel.Invoke(Enumerable.Range(0, Threads).Select(thread => (Action)(() =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                var seen = 0;
                var own = Environment.CurrentManagedThreadId;
                var options = (round % 3) switch
                {
                    0 => ObserveOptions.CountOnly,
                    1 => new ObserveOptions(),
                    _ => new ObserveOptions { Parts = ObservedParts.Result, OnBegun = _ => { } },
                };
                using (handle.Observe(Count, options))
                {
                    for (var i = 0; i < 20; i++)
                        Assert.That(call(5, 3), Is.EqualTo(expected));
                }

                Assert.That(seen, Is.EqualTo(20), "every call of this thread, while this thread observes");
                Interlocked.Add(ref calls, 21);
                Assert.That(call(5, 3), Is.EqualTo(expected));
                Assert.That(seen, Is.EqualTo(20), "and none afterwards");

                void Count(ObservedCall observed)
                {
                    if (Environment.CurrentManagedThreadId == own)
                        seen++;
                }
            }
        })).ToArray());
        Assert.That((metrics.Calls, metrics.InFlight, metrics.Faults), Is.EqualTo((calls, 0L, 0L)));
        metrics.Dispose();
        Assert.That(handle.State.Running, Is.Null);
    }

    [Test]
    public void Interceptors_come_and_go_while_it_is_called_and_patched([Values("Calculator.Add", "Gated.Subtract")] string method)
    {
        var handle = (PatchHandle<Func<int, int, int>>)Fixture.Handle(method);
        var call = Stub(method);
        var original = call(5, 3);
        var wrong = 0;
        Parallel.Invoke(Enumerable.Range(0, Threads).Select(thread => (Action)(() =>
        {
            for (var round = 0; round < Rounds / 3; round++)
            {
                using (thread % 2 == 0 ? handle.Intercept(inner => inner.Proceed()) : handle.PatchScoped((a, b) => 1_000) as IDisposable)
                {
                    for (var i = 0; i < 20; i++)
                    {
                        if (call(5, 3) is var answer && answer != original && answer != 1_000)
                            Interlocked.Increment(ref wrong);
                    }
                }
            }
        })).ToArray());
        Assert.That((wrong, call(5, 3), handle.State.Running), Is.EqualTo((0, original, (Delegate?)null)));
    }

    private Func<int, int, int> Stub(string method)
    {
        var parts = method.Split('.');
        return Fixture.Type(parts[0]).GetMethod(parts[1])!.CreateDelegate<Func<int, int, int>>();
    }
}
