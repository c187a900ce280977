using Hotpatch.Routers;

namespace Hotpatch.Handles;

/// <summary>A replacement for a share of the calls.</summary>
/// <param name="handle">The handle.</param>
/// <param name="share">The share.</param>
/// <param name="condition">
/// Decides whether the key of a call belongs to the share. Null to pick calls at random.
/// </param>
/// <param name="target">The replacement, of the handle's delegate type.</param>
/// <param name="owner">As for <see cref="StackEntry"/>.</param>
/// <param name="priority">As for <see cref="StackEntry"/>.</param>
/// <param name="order">As for <see cref="StackEntry"/>.</param>
/// <param name="hits">Counts the calls in the share; null for a new count.</param>
internal sealed class CanaryEntry(
    PatchHandle handle, Share share, CallCondition? condition, Delegate target, string? owner, int priority = 0, string? order = null, HitCount? hits = null)
    : Layer(priority, order, owner), IReplacing
{
    private readonly HitCount _hits = hits ?? new();

    public override PatchKind Kind => PatchKind.Canary;

    public override bool IsForeign => false;

    public Delegate Target => target;

    public StackEntry With(Delegate other)
        => new CanaryEntry(handle, share, condition, other, Owner, Priority, Order, _hits) { Before = Before, After = After };

    /// <summary>Returns the entry for all calls. Without a place among those of other owners, it goes on top.</summary>
    public Replacement Promoted()
        => Priority == 0 && Before.Count == 0 && After.Count == 0
            ? Replacement.OnTop(target, Owner)
            : new Replacement(target, Priority, Order, Owner) { Before = Before, After = After };

    public override Delegate Over(Delegate below)
        => condition is null ? handle.Route(new SharePlan(share, target, below, _hits)) : condition.Route(handle, Fail, _hits, target, below);

    public override IEnumerable<PatchEntryDescription> Describe(Delegate running)
        => DescribeOne(target, FormattableString.Invariant($"{share.Value * 100:0.##} % of the {(condition is null ? "calls" : "keys")}"), _hits.Value, share.Value);

    private PatchException Fail(Exception exception)
        => new(
            $"{handle.Name}: the key selector of a canary{(Owner is null ? string.Empty : $" of {Owner}")} threw {exception.GetType()}: {exception.Message} "
            + "A selector that returns a key for all arguments was expected. Mend it, or withdraw the canary.",
            exception);
}
