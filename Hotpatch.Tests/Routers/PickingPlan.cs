using Hotpatch.Routers;
using Hotpatch.Woven;

namespace Hotpatch.Tests.Routers;

/// <summary>Sends calls to one target, as the fast plans do.</summary>
internal sealed class PickingPlan(Delegate target) : RouterPlan
{
    /// <summary>The first arguments of the calls, where they are instances.</summary>
    public List<object?> Instances { get; } = [];

    public override Delegate Pick(object? self)
    {
        Instances.Add(self);
        return target;
    }
}
