using Hotpatch.Woven;

namespace Hotpatch.Routers;

/// <summary>Tells a plan of a call's result.</summary>
internal static class RoutedResult
{
    public static TResult End<TResult>(RouterPlan plan, TResult result, ref RoutedCall call)
    {
        // The kind first: for a result that is no task, the JIT leaves all of it out.
        if (TaskKind<TResult>.Instance is { } kind && plan.WatchesTasks)
        {
            kind.Watch(plan, ref result, ref call);
            plan.Returned(ref call);
        }
        else
        {
            plan.End(ref call, plan.WantsResult ? result : null);
        }

        return result;
    }
}
