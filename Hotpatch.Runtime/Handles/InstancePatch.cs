using Hotpatch.Handles;
using Hotpatch.Routers;

namespace Hotpatch;

/// <summary>A patch of one instance. Dispose it to end the patch.</summary>
/// <remarks>
/// <para>
/// <see cref="PatchHandle{TDelegate}.PatchInstance(object, TDelegate, PatchOptions?)"/> creates instance patches. They can end in any order; the latest that
/// is left wins. Neither the handle nor this object keeps the instance in memory. If the instance is collected, its patches end.
/// </para>
/// <para>Thread safe.</para>
/// </remarks>
public sealed class InstancePatch : IDisposable
{
    // Weak: the targets can hold the instance.
    private WeakReference<InstanceTargets>? _targets;
    private InstanceEntry? _entry;
    private int _isDisposed;

    internal InstancePatch(PatchHandle handle, string? owner, FaultGuard? guard)
    {
        Handle = handle;
        Owner = owner;
        Guard = guard;
    }

    /// <summary>Gets the handle that is patched.</summary>
    public PatchHandle Handle { get; }

    /// <summary>Gets the owner: the name of who is responsible for the patch. Null if none was given.</summary>
    public string? Owner { get; }

    /// <summary>Returns the method's full name and the owner.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => StackEntry.TextOf("patch of one instance", Handle, Owner);

    /// <summary>Gets the guard that <see cref="PatchOptions.RollbackOnFault"/> asked for; null if there is none.</summary>
    public FaultGuard? Guard { get; }

    /// <summary>
    /// Ends this patch and no other. Does nothing if it has ended before, for example by <see cref="PatchHandle.Restore()"/>.
    /// </summary>
    /// <remarks>Waits for running calls as <see cref="PatchScope.Dispose"/> does.</remarks>
    /// <exception cref="PatchDeadlockException">A wrapper of the same method disposes the patch. Dispose it again later.</exception>
    public void Dispose()
    {
        Composer.ThrowIfCalling(Handle);
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0 && _entry is { } entry)
            Handle.EndInstance(entry, this);
    }

    /// <summary>Ends this patch without waiting for running calls.</summary>
    internal void EndAtOnce()
    {
        Composer.ThrowIfCalling(Handle);
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0 && _entry is { } entry)
            Handle.ForceEdit(new InstanceEdit.Removing(entry, this));
    }

    /// <summary>Gets when the patch was created, in milliseconds of <see cref="Ticks"/>.</summary>
    internal long Created { get; } = Ticks.Now;

    /// <summary>Gets whether the instance still has the target. The caller holds the handle's lock, or looks again under it.</summary>
    internal bool IsHeld => _targets is not null && _targets.TryGetTarget(out var targets) && targets.All.Any(target => target.Key == this);

    /// <summary>Notes where the target is. The caller holds the handle's lock.</summary>
    internal void Begin(InstanceEntry entry, InstanceTargets targets)
    {
        _entry = entry;
        _targets = new WeakReference<InstanceTargets>(targets);
    }

    /// <summary>Removes the target, if the instance still has it. The caller holds the handle's lock.</summary>
    internal void Remove()
    {
        if (_targets is not null && _targets.TryGetTarget(out var targets) && targets.Remove(this))
            _entry!.Count--;
    }
}
