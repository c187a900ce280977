using Hotpatch.Routers;

namespace Hotpatch.Shadows;

/// <summary>Runs a candidate beside what lies below, for a share of the calls. The caller gets what lies below.</summary>
/// <param name="shape">The shape of the method.</param>
/// <param name="shadow">The candidate, and who is told.</param>
/// <param name="below">The delegate below the router.</param>
internal sealed class ShadowPlan(CallShape shape, PatchShadow shadow, Delegate below) : FramePlan(shape, below)
{
    private static readonly Share Half = new(0.5);

    public override bool RunsOther(Delegate original) => RunsOther(Below, original);

    public override Delegate? PickUntaken() => shadow.Part.HasNext() && !ShadowContext.IsInside ? null : Below;

    public override void Take(CallFrame frame)
    {
        var copy = frame.Copy();
        if (shadow.Mode == ShadowMode.AfterOnThreadPool)
            RunActual(frame, actual => ThreadPool.QueueUserWorkItem(_ => RunCandidate(copy, candidate => shadow.Report(actual, candidate))));
        else if (Half.HasNext())
            RunBoth(done => RunCandidate(copy, candidate => done(candidate, false)), done => RunActual(frame, actual => done(actual, true)));
        else
            RunBoth(done => RunActual(frame, actual => done(actual, true)), done => RunCandidate(copy, candidate => done(candidate, false)));
    }

    /// <summary>Runs both, even if the first throws, and reports when both have ended. A task can end on another thread.</summary>
    private void RunBoth(Action<Action<ShadowRun, bool>> first, Action<Action<ShadowRun, bool>> second)
    {
        ShadowRun? other = null;
        try
        {
            first(Done);
        }
        finally
        {
            second(Done);
        }

        void Done(ShadowRun run, bool isActual)
        {
            if (Interlocked.CompareExchange(ref other, run, null) is { } ended)
                shadow.Report(isActual ? run : ended, isActual ? ended : run);
        }
    }

    private void RunActual(CallFrame frame, Action<ShadowRun> done)
    {
        var run = new ShadowRun(frame);
        try
        {
            frame.Run(Below);
        }
        catch (Exception exception) when (Ended(exception))
        {
            throw;
        }

        End(run, done);

        // In a filter: the exception reaches the caller as if nobody had seen it.
        bool Ended(Exception exception)
        {
            run.End(exception);
            done(run);
            return false;
        }
    }

    private void RunCandidate(CallFrame frame, Action<ShadowRun> done)
    {
        var run = new ShadowRun(frame);
        try
        {
            ShadowContext.Run(() => frame.Run(shadow.Candidate));
        }
#pragma warning disable CA1031 // The caller must not notice the candidate.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            run.End(exception);
            done(run);
            return;
        }

        End(run, done);
    }

    private static void End(ShadowRun run, Action<ShadowRun> done)
    {
        if (run.Frame.TaskOf() is not { } task)
        {
            run.End(exception: null);
            done(run);
            return;
        }

        _ = task.ContinueWith(
            ended =>
            {
                run.End(ended);
                done(run);
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }
}
