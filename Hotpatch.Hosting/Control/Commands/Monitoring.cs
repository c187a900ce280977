using System.Diagnostics;
using System.Runtime.CompilerServices;
using Hotpatch.Hosting.Control.Protocol;

namespace Hotpatch.Hosting.Control.Commands;

/// <summary>Counts and times the calls of methods for a client, until the client stops reading.</summary>
internal static class Monitoring
{
    private const int ShortestInterval = 100;

    public static async IAsyncEnumerable<IReadOnlyList<MonitorRow>> RunAsync(
        IReadOnlyList<PatchHandle> handles, MonitorQuery query, Observations observations, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var metrics = new List<CallMetrics>();
        try
        {
            Begin(handles, metrics, observations);
            var (before, at) = (new long[metrics.Count], Stopwatch.GetTimestamp());
            while (true)
            {
                await Task.Delay(Math.Max(ShortestInterval, query.Interval), cancellationToken).ConfigureAwait(false);
                var seconds = Stopwatch.GetElapsedTime(at).TotalSeconds;
                at = Stopwatch.GetTimestamp();
                var rows = new MonitorRow[metrics.Count];
                for (var i = 0; i < rows.Length; i++)
                {
                    rows[i] = Row(metrics[i], before[i], seconds);
                    before[i] = rows[i].Calls;
                }

                yield return rows;
            }
        }
        finally
        {
            foreach (var metric in metrics)
                observations.End(metric);
        }
    }

    // Of many methods, those that can't be observed are left out.
    private static void Begin(IReadOnlyList<PatchHandle> handles, List<CallMetrics> metrics, Observations observations)
    {
        PatchException? refusal = null;
        foreach (var handle in handles)
        {
            try
            {
                metrics.Add(observations.Add(() => handle.Measure()));
            }
            catch (PatchException exception)
            {
                refusal = exception;
            }
        }

        if (metrics.Count == 0 && refusal is not null)
            throw new ControlException(ControlError.Refused, refusal.Message);
    }

    private static MonitorRow Row(CallMetrics metrics, long before, double seconds)
    {
        var (calls, durations) = (metrics.Calls, metrics.Durations);
        double? Milliseconds(TimeSpan time) => durations.Count == 0 ? null : time.TotalMilliseconds;

        return new(
            metrics.Handle.Name,
            calls,
            (calls - before) / seconds,
            metrics.Faults,
            metrics.InFlight,
            Milliseconds(durations.Mean),
            Milliseconds(durations.Percentile(0.5)),
            Milliseconds(durations.Percentile(0.9)),
            Milliseconds(durations.Percentile(0.99)));
    }
}
