using Hotpatch.Observers;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Observers;

/// <summary>Metrics count every call, on any number of threads.</summary>
public class MetricsTests(string configuration) : WovenFixtureTests(configuration)
{
    private PatchHandle<Func<int, int, int>> Add => (PatchHandle<Func<int, int, int>>)Fixture.Handle("Calculator.Add");

    private Func<int, int, int> CallAdd => Fixture.Type("Calculator").GetMethod("Add")!.CreateDelegate<Func<int, int, int>>();

    [Test]
    public void Every_call_on_every_thread_counts()
    {
        var call = CallAdd;
        Add.Patch((a, b) => a == 0 ? throw new FormatException() : a);
        using var metrics = Add.Measure();
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ =>
        {
            for (var i = 0; i < 20_000; i++)
            {
                try
                {
                    call(i % 1_000, 1);
                }
                catch (FormatException)
                {
                }
            }
        });
        Assert.That((metrics.Calls, metrics.Faults, metrics.InFlight), Is.EqualTo((160_000L, 160L, 0L)));
        Assert.That(metrics.Durations.Count, Is.EqualTo(5_000).Within(200), "one call of 32 is timed");
    }

    [Test]
    public void The_share_of_timed_calls_is_what_was_asked_for([Values(0, 0.25, 1)] double share)
    {
        var call = CallAdd;
        using var metrics = Add.Measure(share);
        for (var i = 0; i < 1_000; i++)
            call(1, 2);

        Assert.That(metrics.Durations.Count, Is.EqualTo(1_000 * share).Within(2));
    }

    [Test]
    public void A_call_is_in_flight_while_it_runs()
    {
        CallMetrics? metrics = null;
        Add.Patch((a, b) => (int)metrics!.InFlight);
        using (metrics = Add.Measure())
            Assert.That((CallAdd(1, 2), metrics.InFlight), Is.EqualTo((1, 0L)));

        CallAdd(1, 2);
        Assert.That(metrics.Calls, Is.EqualTo(1), "not after the end");
    }

    [Test]
    public void A_duration_is_in_a_bucket_at_most_a_quarter_wide()
    {
        foreach (var ticks in Enumerable.Range(0, 5_000).Select(i => (long)i).Concat(Enumerable.Range(13, 40).Select(i => (1L << i) - 1)).Append(long.MaxValue))
        {
            var bucket = DurationCounts.BucketOf(ticks);
            var upper = DurationCounts.UpperBoundOf(bucket);
            var lower = bucket == 0 ? 0 : DurationCounts.UpperBoundOf(bucket - 1);
            Assert.That(bucket, Is.InRange(0, 247));
            if (ticks < long.MaxValue / 2)
                Assert.That(ticks, Is.GreaterThanOrEqualTo(lower).And.LessThan(upper));

            if (ticks is >= 4 and < (long.MaxValue / 2))
                Assert.That(upper - lower, Is.LessThanOrEqualTo(lower / 4));
        }
    }

    [Test]
    public void Percentiles_are_upper_bounds()
    {
        var counts = new DurationCounts();
        for (var i = 1; i <= 100; i++)
            counts.Add(i * System.Diagnostics.Stopwatch.Frequency / 1000);

        var histogram = counts.Snapshot();
        Assert.Multiple(() =>
        {
            Assert.That(histogram.Count, Is.EqualTo(100));
            Assert.That(histogram.Mean.TotalMilliseconds, Is.EqualTo(50.5).Within(0.01));
            Assert.That(histogram.Percentile(0.5).TotalMilliseconds, Is.InRange(50, 65));
            Assert.That(histogram.Percentile(1).TotalMilliseconds, Is.InRange(100, 126));
            Assert.That(histogram.Percentile(0).TotalMilliseconds, Is.InRange(1, 1.3));
            Assert.That(() => histogram.Percentile(1.1), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(new DurationCounts().Snapshot().Percentile(0.5), Is.EqualTo(TimeSpan.Zero));
            Assert.That(new DurationCounts().Snapshot().Mean, Is.EqualTo(TimeSpan.Zero));
        });
    }
}
