using Hotpatch.Naming;

namespace Hotpatch.Handles;

/// <summary>A layer that a wrapper delegate makes.</summary>
/// <param name="handle">The layer's handle.</param>
/// <param name="wrapper">Makes the delegate to run from the delegate below the layer.</param>
/// <param name="priority">As for <see cref="StackEntry"/>.</param>
/// <param name="owner">As for <see cref="StackEntry"/>.</param>
internal sealed class WrapperLayer(PatchHandle handle, Func<Delegate, Delegate?> wrapper, int priority = 0, string? owner = null)
    : Layer(priority, order: null, owner)
{
    public override bool IsForeign => true;

    public override Delegate Over(Delegate below)
        => wrapper(below) is { } over
            ? handle.Conform(over)
            : throw new InvalidReplacementException(
                $"{handle.Name}: a wrapper that returns a delegate of type {DelegateText.Describe(handle.DelegateType)} was expected, but it returned null. "
                + "To leave the method as it is, return the delegate that the wrapper receives.");
}
