using Hotpatch.Woven;

namespace Hotpatch.Routers;

/// <summary>Decides what a router does with each call. Thread safe.</summary>
internal abstract class RouterPlan
{
    /// <summary>Gets the plan of a router that is not in use yet.</summary>
    public static RouterPlan None { get; } = new NoPlan();

    /// <summary>Gets whether <see cref="Pick"/> is all that the plan does, so that nothing has to be known of the call's end.</summary>
    public virtual bool OnlyPicks => true;

    /// <summary>Returns the target of a call. Called for each call: it must be fast, and must not take locks.</summary>
    /// <param name="self">The instance; null if the method is static or the instance is a value.</param>
    public abstract Delegate Pick(object? self);

    /// <summary>Begins a call, as <see cref="Router.Begin"/> describes.</summary>
    public virtual Delegate? Begin(ref RoutedCall call, object? self) => Pick(self);

    /// <summary>Runs a call for which <see cref="Begin"/> has returned null.</summary>
    public virtual bool Run(ref RoutedCall call) => throw new NotSupportedException();

    /// <summary>Learns that the target has thrown, while the stack is intact.</summary>
    /// <returns>Whether to catch the exception and call <see cref="Begin"/> again.</returns>
    public virtual bool Fault(ref RoutedCall call, Exception exception) => false;

    /// <summary>Gets whether the plan wants the results of calls as objects.</summary>
    public virtual bool WantsResult => false;

    /// <summary>Learns that the target has returned.</summary>
    /// <param name="call">The call.</param>
    /// <param name="result">The result; null if <see cref="WantsResult"/> is false, or if it can't be an object.</param>
    public virtual void End(ref RoutedCall call, object? result)
    {
    }

    /// <summary>Gets whether a call that returns a task ends with the task: with <see cref="EndTask"/>, or with <see cref="End"/> and the task's value.</summary>
    public virtual bool WatchesTasks => false;

    /// <summary>Learns that the target has returned a task whose end the plan watches. The task may have ended before.</summary>
    public virtual void Returned(ref RoutedCall call)
    {
    }

    /// <summary>Learns that the task of a call has ended. Must not throw: nobody could catch the exception.</summary>
    /// <param name="call">The call.</param>
    /// <param name="task">The task, which is completed. To read its exception is to observe it.</param>
    /// <param name="kind">Reads the task's value.</param>
    public virtual void EndTask(ref RoutedCall call, Task task, TaskKind kind) => End(ref call, result: null);

    /// <summary>
    /// Gets whether the plan takes each call as a <see cref="CallFrame"/>, if the router is one for <c>Func</c> or <c>Action</c>. Other routers pass
    /// the arguments one by one.
    /// </summary>
    public virtual bool TakesFrames => false;

    /// <summary>Gets the shape of the method. Only for plans that take frames.</summary>
    public virtual CallShape Shape => throw new NotSupportedException();

    /// <summary>Returns the target of a call that the plan doesn't take; null if it takes the call.</summary>
    public virtual Delegate? PickUntaken() => null;

    /// <summary>Runs a call.</summary>
    public virtual void Take(CallFrame frame) => throw new NotSupportedException();

    /// <summary>Gets the target that the plan only guards, which descriptions show; null if there is none.</summary>
    public virtual Delegate? Guarded => null;

    /// <summary>Returns whether a call in the current flow runs something else than the original, or could, if that depends on its arguments.</summary>
    /// <remarks>Plans that change nothing for callers ask what lies below them.</remarks>
    public virtual bool RunsOther(Delegate original) => true;

    /// <summary>Returns whether a call of a delegate runs something else than the original.</summary>
    public static bool RunsOther(Delegate target, Delegate original)
        => target.Target is Router router ? router.Plan.RunsOther(original) : !ReferenceEquals(target, original);

    /// <summary>Counts a call that meets the condition.</summary>
    public virtual void Hit()
    {
    }

    /// <summary>Returns the exception for a call whose condition has thrown.</summary>
    public virtual Exception ConditionFailed(Exception exception) => exception;

    private sealed class NoPlan : RouterPlan
    {
        public override Delegate Pick(object? self) => throw new InvalidOperationException("The router is not in use yet.");
    }
}
