using System.Runtime.CompilerServices;
using Hotpatch.Routers;

namespace Hotpatch.Handles;

/// <summary>The entry of all patches of single instances of a handle. It is among the handle's entries while there are any.</summary>
/// <param name="handle">The handle.</param>
internal sealed class InstanceEntry(PatchHandle handle) : Layer(priority: 0, order: null, owner: null)
{
    private readonly ConditionalWeakTable<object, InstanceTargets> _targets = new();
    private readonly List<WeakReference<InstanceTargets>> _known = [];

    public override PatchKind Kind => PatchKind.Instance;

    public override bool IsForeign => false;

    /// <summary>Gets or sets the number of patches. Guarded by the handle's lock. Changes only when a state is committed.</summary>
    public int Count { get; set; }

    public override IEnumerable<PatchEntryDescription> Describe(Delegate running)
        => Patches.Select(found => new PatchEntryDescription(Kind, found.Patch.Owner, found.Target, found.Patch.Created, "calls on one instance", found.Runs));

    public override Delegate Over(Delegate below) => handle.Route(new InstancePlan(_targets, below));

    /// <summary>Gets the patches of instances that are in memory, as a snapshot.</summary>
    public IReadOnlyList<(InstancePatch Patch, Delegate Target, long Runs)> Patches
    {
        get
        {
            lock (_known)
            {
                _known.RemoveAll(known => !known.TryGetTarget(out _));
                return _known.SelectMany(known => known.TryGetTarget(out var targets) ? Of(targets) : []).ToArray();
            }
        }
    }

    /// <summary>Returns the targets of an instance; creates them if it has none.</summary>
    public InstanceTargets Of(object instance) => _targets.GetValue(instance, _ => Known(new InstanceTargets(Forget)));

    private InstanceTargets Known(InstanceTargets targets)
    {
        lock (_known)
        {
            // Dead entries are as many as living ones at most.
            if (_known.Count >= 2 * Count)
                _known.RemoveAll(known => !known.TryGetTarget(out _));

            _known.Add(new WeakReference<InstanceTargets>(targets));
        }

        return targets;
    }

    // Calls run the topmost target of an instance: the count is its.
    private static IEnumerable<(InstancePatch Patch, Delegate Target, long Runs)> Of(InstanceTargets targets)
        => targets.All.Select((target, place) => ((InstancePatch)target.Key, target.Target, place == 0 ? targets.Hits.Value : 0));

    // The finalizer's thread must not wait, and no call can notice: nobody can call the instance any more.
    private void Forget(int number) => ThreadPool.QueueUserWorkItem(_ => handle.ForgetInstances(this, number));
}
