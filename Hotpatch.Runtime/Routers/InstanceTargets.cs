namespace Hotpatch.Routers;

/// <summary>The targets of one instance, the topmost first. Lives as long as the instance. Thread safe.</summary>
/// <remarks>If the instance is collected while it has targets, the finalizer reports how many.</remarks>
/// <param name="forget">Learns how many targets ended because the instance was collected.</param>
internal sealed class InstanceTargets(Action<int> forget)
{
    private readonly object _lock = new();
    private readonly List<(object Key, Delegate Target)> _targets = [];
    private volatile Delegate? _top;

#pragma warning disable MA0055 // Nothing else tells that an instance was collected.
    ~InstanceTargets()
#pragma warning restore MA0055
    {
        if (_targets.Count > 0)
            forget(_targets.Count);
    }

    /// <summary>Gets the target of calls; null if there is none.</summary>
    public Delegate? Top => _top;

    /// <summary>Gets how often a target ran.</summary>
    public HitCount Hits { get; } = new();

    /// <summary>Gets the targets with their keys, as a snapshot.</summary>
    public IReadOnlyList<(object Key, Delegate Target)> All
    {
        get
        {
            lock (_lock)
                return _targets.ToArray();
        }
    }

    public void Add(object key, Delegate target)
    {
        lock (_lock)
        {
            _targets.Insert(0, (key, target));
            _top = target;
        }
    }

    /// <summary>Removes a target.</summary>
    /// <returns>Whether it was there.</returns>
    public bool Remove(object key)
    {
        lock (_lock)
        {
            var removed = _targets.RemoveAll(target => target.Key == key);
            _top = _targets.Count > 0 ? _targets[0].Target : null;
            return removed > 0;
        }
    }
}
