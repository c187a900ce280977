using Hotpatch.Gates;
using Hotpatch.Handles;
using Hotpatch.Naming;
using Hotpatch.Routers;

namespace Hotpatch;

/// <content>Patches for calls with certain arguments, and for a share of the calls.</content>
public abstract partial class PatchHandle
{
    /// <summary>Replaces the method's behaviour for a share of the calls. Use this if the signature is only known at run time.</summary>
    /// <param name="share">The share, from 0 to 1. It can be changed later.</param>
    /// <param name="replacement">As for <see cref="Patch(Delegate)"/>.</param>
    /// <param name="options">The owner, the place among the canaries of other owners, a guard, and how long to wait; null for none of it.</param>
    /// <returns>The canary; dispose it to withdraw the replacement.</returns>
    /// <remarks><see cref="PatchHandle{TDelegate}.Canary(double, TDelegate, PatchOptions?)"/> describes the patch.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="share"/> is not a number from 0 to 1.</exception>
    /// <exception cref="InvalidReplacementException">As for <see cref="Patch(Delegate)"/>.</exception>
    /// <exception cref="PatchException">As for <see cref="PatchFlow(Delegate, string?)"/>.</exception>
    /// <exception cref="PatchDeadlockException">As for <see cref="Patch(Delegate)"/>.</exception>
    public PatchCanary Canary(double share, Delegate replacement, PatchOptions? options = null)
        => BeginCanary(new Share(share), condition: null, Conform(replacement), options);

    /// <summary>Begins a canary whose share of the keys runs the replacement.</summary>
    internal PatchCanary BeginCanary(Share share, CallCondition? condition, Delegate replacement, PatchOptions? options)
    {
        RequireRouting();
        options ??= PatchOptions.None;
        var entry = new CanaryEntry(this, share, condition, Guarded(replacement, options, out var guard), options.Owner, options.Priority ?? 0)
        {
            Before = options.Before,
            After = options.After,
        };
        return new PatchCanary(this, entry.Owner, BeginGuarded(entry, options, guard), share);
    }

    /// <summary>Begins a patch for calls that meet a condition.</summary>
    internal PatchScope BeginConditionally(CallCondition condition, Delegate replacement, PatchOptions? options)
    {
        options ??= PatchOptions.None;
        var target = Guarded(Conform(replacement), options, out var guard);
        var entry = new ConditionEntry(this, condition, target, options.Owner, options.Priority ?? 0) { Before = options.Before, After = options.After };
        return BeginScope(entry, options, guard);
    }

    /// <summary>Returns a condition that has the method's own parameters.</summary>
    /// <exception cref="InvalidReplacementException">It is null, or has other parameters.</exception>
    /// <exception cref="PatchException">The parameters fit no condition.</exception>
    internal CallCondition ConformCondition(Delegate? condition)
    {
        if (condition is null)
            throw new InvalidReplacementException($"{Name}: a condition was expected, but null was found.");

        RequireRouting();
        if (Routers.TryCreate()!.ConditionType is not { } type)
        {
            throw new PatchException(
                $"{Name}: can't patch it for certain arguments. Up to eight parameters that are values, with the instance, were expected, but "
                + $"{CallShape.WhyNoCondition(DelegateType, Method)}. Use {nameof(ConditionalPatches.PatchWhenArguments)}, whose condition gets the arguments as objects.");
        }

        var conforming = type.IsInstanceOfType(condition)
            ? condition
            : DelegateBinding.TryRebind(type, condition) ?? throw new InvalidReplacementException(
                $"{Name}: a condition of type {DelegateText.Describe(type)} was expected, but {DelegateText.Describe(condition)} was found.");
        return new CallCondition.OfParameters(conforming);
    }

    /// <summary>Returns a condition that gets the arguments as objects.</summary>
    /// <exception cref="InvalidReplacementException">It is null.</exception>
    internal CallCondition ConformCondition(Func<PatchArguments, bool>? condition)
        => condition is null
            ? throw new InvalidReplacementException($"{Name}: a condition was expected, but null was found.")
            : new CallCondition.OfArguments(new CallShape(DelegateType, Method), condition);
}
