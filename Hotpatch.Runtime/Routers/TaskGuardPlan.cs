namespace Hotpatch.Routers;

/// <summary>Runs a target that returns a task, and another one instead if the task fails.</summary>
/// <param name="shape">The shape of the method.</param>
/// <param name="target">The target.</param>
/// <param name="below">The target that answers instead.</param>
/// <param name="fault">As for <see cref="GuardPlan"/>.</param>
internal sealed class TaskGuardPlan(CallShape shape, Delegate target, Delegate below, Func<Exception, bool> fault) : FramePlan(shape, below)
{
    public override Delegate? Guarded => target;

    public override void Take(CallFrame frame) => frame.ReturnTask(RunAsync(frame));

    private bool IsFault(Exception exception)
    {
        PassingExceptions.Forget();
        return fault(exception);
    }

    private async Task RunAsync(CallFrame frame)
    {
        // A cancelled task is no fault, as it is none where the task itself reaches the caller: callers that give up must not remove a sound patch.
        try
        {
            await frame.RunAsync(target).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && IsFault(exception))
        {
            await frame.RunAsync(Below).ConfigureAwait(false);
        }
    }
}
