using Hotpatch.Routers;

namespace Hotpatch.Interception;

/// <summary>Runs an interceptor around one delegate.</summary>
internal sealed class InterceptorPlan(Interceptor interceptor, Delegate below) : FramePlan(interceptor.Shape, below)
{
    public PatchHandle Handle => interceptor.Handle;

    public bool IsAsync => interceptor.IsAsync;

    public override void Take(CallFrame frame) => interceptor.Run(frame);

    /// <summary>Creates the exception for an interceptor that proceeds in the other way.</summary>
    public InvalidOperationException Misused(string member, string other)
        => new($"{Handle.Name}: {(IsAsync ? "an asynchronous interceptor was expected to use" : "an interceptor that returns no task was expected to use")} "
            + $"{other}, but it calls {member}.");
}
