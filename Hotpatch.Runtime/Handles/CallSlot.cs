using System.Reflection;
using Hotpatch.Routers;

namespace Hotpatch.Handles;

/// <summary>The slot of a call stub. Below the entries of the stub's own handle lies what the handle over the calls of all assemblies runs.</summary>
/// <param name="slot">As for <see cref="FieldSlot"/>.</param>
/// <param name="flag">As for <see cref="FieldSlot"/>.</param>
internal sealed class CallSlot(FieldInfo slot, GenericFlag? flag) : FieldSlot(slot, flag, gate: null)
{
    // The two handles have locks of their own. This lock orders their writes, and nothing else is locked while it is held.
    private readonly object _lock = new();
    private Delegate? _running;
    private volatile Delegate? _below;
    private Delegate? _bottom;

    /// <inheritdoc/>
    public override Delegate? Below => _below;

    /// <inheritdoc/>
    public override void Store(Delegate? replacement)
    {
        lock (_lock)
        {
            base.Store(replacement ?? _below);
            _running = replacement;
        }
    }

    /// <summary>Sets what lies below the entries of the stub's own handle.</summary>
    /// <param name="below">A delegate of the slot's type; null for the original.</param>
    public void StoreBelow(Delegate? below)
    {
        AwaitClass();
        lock (_lock)
        {
            base.Store(_running ?? below);
            _below = below;
        }
    }

    /// <inheritdoc/>
    public override Delegate BottomOf(PatchHandle handle)
        => _bottom ??= handle.Routers.CanCreate ? handle.Route(new BottomPlan(this, handle.Original)) : handle.Original;

    /// <summary>Picks what lies below the entries when a call gets there.</summary>
    private sealed class BottomPlan(CallSlot slot, Delegate original) : RouterPlan
    {
        public override Delegate Pick(object? self) => slot.Below ?? original;

        public override bool RunsOther(Delegate other) => slot.Below is { } below && RunsOther(below, other);
    }
}
