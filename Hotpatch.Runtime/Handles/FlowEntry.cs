using Hotpatch.Routers;

namespace Hotpatch.Handles;

/// <summary>
/// The entry of all flow patches of a handle. It is among the handle's entries while <see cref="HandleState.Flows"/> is not 0. Thread safe.
/// </summary>
/// <param name="handle">The handle.</param>
internal sealed class FlowEntry(PatchHandle handle) : Layer(priority: 0, order: null, owner: null)
{
    private readonly object _lock = new();
    private FlowPatch? _latest;

    // Weak: the state holds the replacements of its time, which must leave memory with their library.
    private readonly WeakReference<HandleState?> _first = new(target: null);
    private StackEdit? _enter;

    public override PatchKind Kind => PatchKind.Flow;

    public override bool IsForeign => false;

    /// <summary>Gets the flow patches that have not ended, the latest first, as a snapshot.</summary>
    public IReadOnlyList<FlowPatch> Patches
    {
        get
        {
            lock (_lock)
            {
                var patches = new List<FlowPatch>();
                for (var patch = _latest; patch is not null; patch = patch.Earlier)
                    patches.Add(patch);

                return patches;
            }
        }
    }

    public override IEnumerable<PatchEntryDescription> Describe(Delegate running) => Patches.Select(patch => patch.Describe());

    public override Delegate Over(Delegate below) => handle.Route(new FlowPlan(this, below));

    /// <summary>Gets the edit that begins a flow patch.</summary>
    public StackEdit Enter => _enter ??= StackEdit.EnterFlow(this);

    /// <summary>Returns the state with its first flow patch. Only for states without layers.</summary>
    public HandleState First(HandleState state)
    {
        if (_first.TryGetTarget(out var known) && known is not null && known.Less == state)
            return known;

        var below = state.Running ?? handle.Bottom;
        var first = state.First(new HandleState.AppliedLayer(this, below, Over(below)));
        _first.SetTarget(first);
        return first;
    }

    /// <summary>Returns the delegate below the layer of a flow.</summary>
    public Delegate Below(FlowFrame frame) => handle.Route(new BelowFlowPlan(frame, this, () => handle.State.BelowFlow ?? handle.Bottom));

    public void Add(FlowPatch patch)
    {
        lock (_lock)
        {
            patch.Earlier = _latest;
            if (_latest is not null)
                _latest.Later = patch;

            _latest = patch;
        }
    }

    public void Remove(FlowPatch patch)
    {
        using (Gates.HeldLock.Of(_lock))
        {
            if (patch.Later is not null)
                patch.Later.Earlier = patch.Earlier;
            else if (_latest == patch)
                _latest = patch.Earlier;

            if (patch.Earlier is not null)
                patch.Earlier.Later = patch.Later;

            (patch.Earlier, patch.Later) = (null, null);
        }
    }
}
