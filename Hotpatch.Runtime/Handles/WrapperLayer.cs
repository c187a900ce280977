using Hotpatch.Naming;

namespace Hotpatch.Handles;

/// <summary>A layer that a delegate makes.</summary>
/// <param name="handle">The layer's handle.</param>
/// <param name="wrapper">Makes what runs, from what lies below.</param>
/// <param name="priority">As for <see cref="StackEntry"/>.</param>
internal sealed class WrapperLayer(PatchHandle handle, Func<Delegate, Delegate?> wrapper, int priority = 0) : Layer(priority, order: null, owner: null)
{
    public override bool IsForeign => true;

    public override Delegate Over(Delegate below)
        => wrapper(below) is { } over
            ? handle.Conform(over)
            : throw new InvalidReplacementException(
                $"{handle.Name}: a wrapper that gives a delegate of type {DelegateText.Describe(handle.DelegateType)} was expected, but it gave null.");
}
