using Hotpatch.Handles;
using Hotpatch.Routers;

namespace Hotpatch.Observers;

/// <summary>The entry of one observer among those of a handle. Comes and goes without waiting, and without events, since it changes nothing.</summary>
/// <param name="handle">The handle.</param>
/// <param name="plan">Creates the plan for the delegate below the entry.</param>
/// <param name="calls">Says for descriptions which calls are observed.</param>
/// <param name="owner">The name of who is responsible; null for none.</param>
internal sealed class ObserverEntry(PatchHandle handle, Func<Delegate, RouterPlan> plan, string calls, string? owner = null) : Layer(priority: 0, order: null, owner)
{
    private volatile int _isEnded;

    public override PatchKind Kind => PatchKind.Observer;

    public override bool IsForeign => false;

    public PatchHandle Handle => handle;

    public bool IsEnded => _isEnded != 0;

    public override IEnumerable<PatchEntryDescription> Describe(Delegate running) => DescribeOne(target: null, calls);

    public override Delegate Over(Delegate below) => handle.Route(plan(below));

    public void Begin()
    {
        handle.RequireRouting();
        handle.ChangeQuietly(StackEdit.Begin(this));
    }

    public void End()
    {
        Composer.ThrowIfCalling(handle);
#pragma warning disable CS0420 // Interlocked reads and writes as a volatile access does.
        if (Interlocked.Exchange(ref _isEnded, 1) == 0)
#pragma warning restore CS0420
            handle.ChangeQuietly(StackEdit.End(this));
    }
}
