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
    /// <param name="owner">The name of who is responsible for the patch; null for none.</param>
    /// <returns>The canary; dispose it to withdraw the replacement.</returns>
    /// <remarks><see cref="PatchHandle{TDelegate}.Canary(double, TDelegate, string?)"/> describes the patch.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="share"/> is not a number from 0 to 1.</exception>
    /// <exception cref="InvalidReplacementException">As for <see cref="Patch(Delegate)"/>.</exception>
    /// <exception cref="PatchException">As for <see cref="PatchFlow(Delegate, string?)"/>.</exception>
    /// <exception cref="PatchDeadlockException">As for <see cref="Patch(Delegate)"/>.</exception>
    public PatchCanary Canary(double share, Delegate replacement, string? owner = null)
        => BeginCanary(new Share(share), condition: null, Conform(replacement), owner);

    /// <summary>Begins a canary whose share of the keys runs the replacement.</summary>
    internal PatchCanary BeginCanary(Share share, Delegate? condition, Delegate replacement, string? owner)
    {
        RequireRouting();
        var entry = new CanaryEntry(this, share, condition, replacement, owner);
        Begin(entry, Timeout.InfiniteTimeSpan, CancellationToken.None);
        return new PatchCanary(this, entry, share);
    }

    /// <summary>Begins a patch for calls that meet a condition.</summary>
    internal PatchScope BeginConditionally(Delegate condition, Delegate replacement, string? owner)
    {
        var entry = new ConditionEntry(this, ConformCondition(condition), Conform(replacement), owner, new HitCount());
        Begin(entry, Timeout.InfiniteTimeSpan, CancellationToken.None);
        return new PatchScope(this, entry);
    }

    /// <summary>Returns a condition as a delegate of the type that the method's routers take.</summary>
    private Delegate ConformCondition(Delegate? condition)
    {
        if (condition is null)
            throw new InvalidReplacementException($"{Name}: a condition was expected, but null was found.");

        RequireRouting();
        if (Routers.TryCreate()!.ConditionType is not { } type)
        {
            throw new PatchException(
                $"{Name}: can't patch it for certain arguments. Up to eight parameters that are values were expected, but its signature is "
                + $"{DelegateText.Describe(DelegateType)}. Use Wrap with a layer that looks at the arguments and calls the delegate below it.");
        }

        return type.IsInstanceOfType(condition)
            ? condition
            : DelegateBinding.TryRebind(type, condition) ?? throw new InvalidReplacementException(
                $"{Name}: a condition of type {DelegateText.Describe(type)} was expected, but {DelegateText.Describe(condition)} was found.");
    }
}
