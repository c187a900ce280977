using Hotpatch.Routers;

namespace Hotpatch.Handles;

/// <summary>Decides from the arguments of a call whether it runs a patch.</summary>
internal abstract class CallCondition
{
    /// <summary>Returns a delegate that calls one of two others, as the condition says.</summary>
    /// <param name="handle">The handle.</param>
    /// <param name="fail">Returns the exception for the caller, if the condition throws.</param>
    /// <param name="hits">Counts the calls that meet the condition.</param>
    /// <param name="then">The target if the condition holds.</param>
    /// <param name="below">The target otherwise.</param>
    public abstract Delegate Route(PatchHandle handle, Func<Exception, Exception> fail, HitCount hits, Delegate then, Delegate below);

    /// <summary>A condition with the method's own parameters.</summary>
    /// <param name="condition">The condition, of the type <see cref="Woven.Router.ConditionType"/>.</param>
    internal sealed class OfParameters(Delegate condition) : CallCondition
    {
        public override Delegate Route(PatchHandle handle, Func<Exception, Exception> fail, HitCount hits, Delegate then, Delegate below)
            => handle.RouteConditionally(new ConditionPlan(fail, hits), condition, then, below);
    }

    /// <summary>A condition that gets the arguments as objects, for methods of any signature.</summary>
    /// <param name="shape">The shape of the method.</param>
    /// <param name="condition">The condition.</param>
    internal sealed class OfArguments(CallShape shape, Func<PatchArguments, bool> condition) : CallCondition
    {
        public override Delegate Route(PatchHandle handle, Func<Exception, Exception> fail, HitCount hits, Delegate then, Delegate below)
            => handle.Route(new ArgumentsPlan(shape, condition, fail, hits, then, below));
    }
}
