using Hotpatch.Routers;

namespace Hotpatch.Interception;

/// <summary>Runs an interceptor around one delegate.</summary>
internal sealed class InterceptorPlan(Interceptor interceptor, Delegate below) : FramePlan(interceptor.Shape, below)
{
    public PatchHandle Handle => interceptor.Handle;

    public bool IsAsync => interceptor.IsAsync;

    /// <summary>Gets what is the same for all methods that one call of <c>Intercept</c> takes.</summary>
    public object Key => interceptor.Key;

    // The interceptor's own calls pass it by: one that logs with a method that it intercepts would never end.
    public override Delegate? PickUntaken() => OwnCalls.Has(Key) ? Below : null;

    public override void Take(CallFrame frame) => interceptor.Run(frame);

    /// <summary>Creates the exception for an interceptor that proceeds in the other way.</summary>
    public InvalidOperationException Misused(string member, string other)
        => new($"{Handle.Name}: {(IsAsync ? "an asynchronous interceptor was expected to use" : "an interceptor that returns no task was expected to use")} "
            + $"{other}, but it calls {member}.");
}
