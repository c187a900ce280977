using System.Runtime.CompilerServices;
using Hotpatch.Routers;

namespace Hotpatch.Handles;

/// <summary>The entry of all patches of single instances of a handle. It is among the handle's entries while there are any.</summary>
/// <param name="handle">The handle.</param>
internal sealed class InstanceEntry(PatchHandle handle) : Layer(priority: 0, order: null, owner: null)
{
    private readonly ConditionalWeakTable<object, InstanceTargets> _targets = new();

    public override EntryKind Kind => EntryKind.Instance;

    public override bool IsForeign => false;

    /// <summary>Gets or sets the number of patches. Guarded by the handle's lock. Changes only when a state is committed.</summary>
    public int Count { get; set; }

    public override Delegate Over(Delegate below) => handle.Route(new InstancePlan(_targets, below));

    /// <summary>Returns the targets of an instance; creates them if it has none.</summary>
    public InstanceTargets Of(object instance) => _targets.GetValue(instance, _ => new InstanceTargets(Forget));

    // The finalizer's thread must not wait, and no call can notice: nobody can call the instance any more.
    private void Forget(int number) => ThreadPool.QueueUserWorkItem(_ => handle.ForgetInstances(this, number));
}
