using Hotpatch.Woven;

namespace Hotpatch.Routers;

/// <summary>Runs a target, and tells of the exceptions that it throws.</summary>
/// <param name="target">The target.</param>
/// <param name="below">The target that answers instead if <paramref name="fault"/> says so.</param>
/// <param name="fault">
/// Learns of an exception while the stack is intact. Returns whether <paramref name="below"/> answers instead. Must not throw.
/// </param>
internal sealed class GuardPlan(Delegate target, Delegate? below, Func<Exception, bool> fault) : RouterPlan
{
    private static readonly object HasFaulted = new();

    // Exceptions that were counted for a task. In a recursion, each task fails with the same one.
    private readonly SeenExceptions _ofTasks = new();

    public override bool OnlyPicks => false;

    public override Delegate? Guarded => target;

    public override Delegate Pick(object? self) => target;

    public override Delegate? Begin(ref RoutedCall call, object? self)
    {
        if (call.State == HasFaulted)
        {
            // Exceptions of the other target are not faults of this one.
            call.Plan = null;
            return below;
        }

        PassingExceptions.Forget();
        call.Plan = this;
        return target;
    }

    public override bool WatchesTasks => true;

    public override void EndTask(ref RoutedCall call, Task task, TaskKind kind)
    {
        // The exception is the task's, and stays in it: the caller gets the task as it is.
        if (task.Exception?.InnerException is { } exception && _ofTasks.TryAdd(exception))
        {
            PassingExceptions.Forget();
            fault(exception);
        }
    }

    public override bool Fault(ref RoutedCall call, Exception exception)
    {
        if (!fault(exception) || below is null)
            return false;

        call.State = HasFaulted;
        return true;
    }
}
