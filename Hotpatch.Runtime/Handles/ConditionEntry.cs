using Hotpatch.Routers;

namespace Hotpatch.Handles;

/// <summary>A replacement for calls that meet a condition over their arguments.</summary>
/// <param name="handle">The handle.</param>
/// <param name="condition">The condition.</param>
/// <param name="target">The replacement, of the handle's delegate type.</param>
/// <param name="owner">As for <see cref="StackEntry"/>.</param>
/// <param name="priority">As for <see cref="StackEntry"/>.</param>
/// <param name="hits">Counts the calls that meet the condition; null for a new count.</param>
internal sealed class ConditionEntry(PatchHandle handle, CallCondition condition, Delegate target, string? owner, int priority = 0, HitCount? hits = null)
    : Layer(priority, order: null, owner), IReplacing
{
    private readonly HitCount _hits = hits ?? new();

    public override PatchKind Kind => PatchKind.Arguments;

    public override bool IsForeign => false;

    public Delegate Target => target;

    public StackEntry With(Delegate other) => new ConditionEntry(handle, condition, other, Owner, Priority, _hits) { Before = Before, After = After };

    public override Delegate Over(Delegate below) => condition.Route(handle, Fail, _hits, target, below);

    public override IEnumerable<PatchEntryDescription> Describe(Delegate running) => DescribeOne(target, "calls that meet a condition", _hits.Value);

    private PatchException Fail(Exception exception)
        => new(
            $"{handle.Name}: the condition of a patch{(Owner is null ? string.Empty : $" of {Owner}")} threw {exception.GetType()}: {exception.Message} "
            + "A condition that returns true or false for all arguments was expected. Mend it, or remove the patch.",
            exception);
}
