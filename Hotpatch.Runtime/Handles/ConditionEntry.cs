using Hotpatch.Routers;

namespace Hotpatch.Handles;

/// <summary>A replacement for calls that meet a condition over their arguments.</summary>
/// <param name="handle">The handle.</param>
/// <param name="condition">The condition, of the type <see cref="Woven.Router.ConditionType"/>.</param>
/// <param name="target">The replacement, of the handle's delegate type.</param>
/// <param name="owner">As for <see cref="StackEntry"/>.</param>
/// <param name="hits">Counts the calls that meet the condition.</param>
internal sealed class ConditionEntry(PatchHandle handle, Delegate condition, Delegate target, string? owner, HitCount hits)
    : Layer(priority: 0, order: null, owner), IReplacing
{
    public override PatchKind Kind => PatchKind.Arguments;

    public override bool IsForeign => false;

    public Delegate Target => target;

    public StackEntry With(Delegate other) => new ConditionEntry(handle, condition, other, Owner, hits);

    public override Delegate Over(Delegate below) => handle.RouteConditionally(Fail, hits, condition, target, below);

    public override IEnumerable<PatchEntryDescription> Describe(Delegate running) => [Describe(target, "calls that meet a condition", hits.Value)];

    private PatchException Fail(Exception exception)
        => new(
            $"{handle.Name}: the condition of a patch{(Owner is null ? string.Empty : $" of {Owner}")} threw {exception.GetType()}: {exception.Message} "
            + "A condition that returns true or false for all arguments was expected. Mend it, or remove the patch.",
            exception);
}
