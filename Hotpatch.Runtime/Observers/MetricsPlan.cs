using System.Diagnostics;
using Hotpatch.Routers;
using Hotpatch.Woven;

namespace Hotpatch.Observers;

/// <summary>Counts the calls of one delegate.</summary>
/// <param name="counters">Counts all calls.</param>
/// <param name="durations">Counts the durations of those that are timed.</param>
/// <param name="timedCalls">The share of the calls that are timed, from 0 to 1.</param>
/// <param name="below">The delegate.</param>
internal sealed class MetricsPlan(CallCounters counters, DurationCounts durations, double timedCalls, Delegate below) : RouterPlan
{
    private readonly ulong _timedBelow = (ulong)(timedCalls * 0x1_0000_0000L);

    public override bool OnlyPicks => false;

    public override bool WatchesTasks => true;

    public override bool RunsOther(Delegate original) => RunsOther(below, original);

    public override Delegate Pick(object? self) => below;

    public override Delegate? Begin(ref RoutedCall call, object? self)
    {
        // A multiplicative hash of the count: exactly the share, and in no step with a caller that alternates between short and long calls.
        var own = counters.Own;
        var number = (uint)Interlocked.Increment(ref own.Begun);
        (call.Plan, call.State) = (this, own);
        if (unchecked(number * 0x9E3779B1) < _timedBelow)
            call.Started = Stopwatch.GetTimestamp();

        return below;
    }

    public override bool Fault(ref RoutedCall call, Exception exception)
    {
        EndCall(in call, isFaulted: true);
        return false;
    }

    public override void End(ref RoutedCall call, object? result) => EndCall(in call, isFaulted: false);

    public override void EndTask(ref RoutedCall call, Task task, TaskKind kind)
        => EndCall(in call, isFaulted: task.Status != TaskStatus.RanToCompletion);

    private void EndCall(in RoutedCall call, bool isFaulted)
    {
        if (call.Started != 0)
            durations.Add(Stopwatch.GetTimestamp() - call.Started);

        var own = (CallCounters.Stripe)call.State!;
        if (isFaulted)
            Interlocked.Increment(ref own.Faults);

        Interlocked.Increment(ref own.Ended);
    }
}
