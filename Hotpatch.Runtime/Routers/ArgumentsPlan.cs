using Hotpatch.Woven;

namespace Hotpatch.Routers;

/// <summary>Picks one of two targets, as a condition over the arguments says that gets them as objects.</summary>
/// <param name="shape">The shape of the method.</param>
/// <param name="condition">The condition.</param>
/// <param name="fail">Returns the exception for the caller, if the condition throws.</param>
/// <param name="hits">Counts the calls that meet the condition.</param>
/// <param name="then">The target if the condition holds.</param>
/// <param name="below">The target otherwise.</param>
internal sealed class ArgumentsPlan(
    CallShape shape, Func<PatchArguments, bool> condition, Func<Exception, Exception> fail, HitCount hits, Delegate then, Delegate below) : RouterPlan
{
    public override bool OnlyPicks => false;

    public override CallShape Shape => shape;

    public override Delegate Pick(object? self) => below;

    // Begins twice: first without a target, so that the router passes the arguments and calls Run; then with the target that Run has picked.
    public override Delegate? Begin(ref RoutedCall call, object? self)
    {
        if (call.State is Delegate picked)
            return picked;

        call.Frame = ArgumentFrame.Of(shape);
        return null;
    }

    public override bool Run(ref RoutedCall call)
    {
        call.State = Holds(new BoxedFrame(this, call.Frame!.Values)) ? then : below;
        call.Frame = null;
        return true;
    }

    private bool Holds(PatchArguments arguments)
    {
        try
        {
            if (!condition(arguments))
                return false;
        }
        catch (Exception exception)
        {
            throw fail(exception);
        }

        hits.Add();
        return true;
    }
}
