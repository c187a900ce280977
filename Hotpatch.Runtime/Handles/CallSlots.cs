using Hotpatch.Naming;

namespace Hotpatch.Handles;

/// <summary>The slots of all call stubs for one method, in whichever assemblies. Thread safe.</summary>
/// <param name="delegateType">The delegate type of the handle over all of them.</param>
internal sealed class CallSlots(Type delegateType) : Slot
{
    // Weak, so that a plug-in with such calls can leave memory.
    private readonly List<WeakReference<PatchHandle>> _members = [];
    private Delegate? _running;

    /// <inheritdoc/>
    public override Type DelegateType => delegateType;

    /// <inheritdoc/>
    public override Type? WovenRouterType
        => Members.FirstOrDefault(member => member.DelegateType == delegateType)?.WovenRouterType;

    /// <summary>Gets the handles of the call stubs, as a snapshot.</summary>
    public IReadOnlyList<PatchHandle> Members
    {
        get
        {
            lock (_members)
                return _members.Select(member => member.TryGetTarget(out var handle) ? handle : null).OfType<PatchHandle>().ToArray();
        }
    }

    /// <summary>Adds the handle of a call stub, whose calls from then on run what the handle over all of them says.</summary>
    public void Add(PatchHandle member)
    {
        member.AwaitSlot();
        lock (_members)
        {
            _members.RemoveAll(other => !other.TryGetTarget(out _));
            if (_members.Exists(other => other.TryGetTarget(out var known) && known == member))
                return;

            _members.Add(new WeakReference<PatchHandle>(member));
            member.StoreBelow(Convert(_running, member.DelegateType));
        }
    }

    /// <inheritdoc/>
    public override void AwaitClass()
    {
        foreach (var member in Members)
            member.AwaitSlot();
    }

    /// <inheritdoc/>
    public override void Store(Delegate? replacement)
    {
        lock (_members)
        {
            // First everything that can fail.
            var stores = Members.Select(member => (Member: member, Below: Convert(replacement, member.DelegateType))).ToArray();
            foreach (var (member, below) in stores)
                member.StoreBelow(below);

            _running = replacement;
        }
    }

    private static Delegate? Convert(Delegate? running, Type type)
        => running is null || running.GetType() == type ? running
            : DelegateBinding.TryRebind(type, running) ?? Delegate.CreateDelegate(type, running, DelegateMethod.InvokeOf(running));
}
