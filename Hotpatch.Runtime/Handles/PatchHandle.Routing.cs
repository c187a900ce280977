using Hotpatch.Handles;
using Hotpatch.Naming;
using Hotpatch.Routers;

namespace Hotpatch;

/// <content>Creates the routers of patches that hold for some calls only.</content>
public abstract partial class PatchHandle
{
    private const string ReachByName = "Reach the handle by name, as in PriceService.Patches.Quote, which keeps the code.";

    /// <summary>Creates the method's routers.</summary>
    internal RouterSource Routers { get; }

    /// <summary>Returns the delegate of a router for a plan.</summary>
    /// <exception cref="PatchException">The program was compiled ahead of time without the router.</exception>
    internal Delegate Route(RouterPlan plan) => (Routers.TryCreate() ?? throw WithoutRouter()).Bind(DelegateType, plan);

    /// <summary>Returns a delegate that calls one of two others, as a condition over the arguments says.</summary>
    internal Delegate RouteConditionally(ConditionPlan plan, Delegate condition, Delegate then, Delegate below)
        => (Routers.TryCreate() ?? throw WithoutRouter()).BindCondition(plan, condition, then, below);

    /// <summary>Throws if patches of the method can't hold for some calls only.</summary>
    /// <exception cref="PatchException">The method has no original, or the program was compiled ahead of time without the router.</exception>
    internal void RequireRouting()
    {
        // Throws if there is none: calls for which the patch doesn't hold would have nothing to run.
        _ = Original;
        if (!Routers.CanCreate)
            throw WithoutRouter();
    }

    /// <summary>Returns this handle if its patches can hold for some calls only.</summary>
    /// <exception cref="PatchException">They can't.</exception>
    internal PatchHandle Routable()
    {
        RequireRouting();
        return this;
    }

    /// <summary>Returns the shape of the method's calls, for patches that see how calls end.</summary>
    /// <exception cref="PatchException">
    /// The method has no original, or the program was compiled ahead of time without the router, or without the code for the method's tasks.
    /// </exception>
    internal CallShape RequireShape()
    {
        RequireRouting();
        var shape = new CallShape(DelegateType, Method);
        return shape is { Task: null, IsTaskOfValue: true }
            ? throw new PatchException(
                $"{Name}: can't see how its tasks end. A program with code for {DelegateText.Describe(shape.ResultType)} was expected, but it was compiled ahead of "
                + $"time without that code. {ReachByName}")
            : shape;
    }

    private PatchException WithoutRouter()
        => Calls is { } calls && !calls.Members.Any(member => member.DelegateType == DelegateType)
            ? new($"{Name}: can't patch it for some calls only, or look at its calls. A delegate type with code that routes calls was expected, but "
                + $"{DelegateText.Describe(DelegateType)} was found, which has none. Name the method in a [PatchableCalls] of this project, and use its handle by name.")
            : new($"{Name}: can't patch it for some calls only, or look at its calls. A program with code that routes calls of type "
            + $"{DelegateText.Describe(DelegateType)} was expected, but it was compiled ahead of time, or trimmed, without that code. {ReachByName}");
}
