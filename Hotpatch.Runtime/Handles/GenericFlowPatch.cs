using Hotpatch.Gates;
using Hotpatch.Handles;
using Hotpatch.Routers;

namespace Hotpatch;

/// <summary>
/// Patches of all instantiations of a generic method that only calls in one <see cref="ExecutionContext"/> flow see. Dispose it to end them.
/// </summary>
/// <remarks>
/// <see cref="GenericPatchHandle.PatchFlow"/> and <see cref="GenericPatchHandle.WrapFlow"/> create it. It begins, nests and ends as a
/// <see cref="FlowPatch"/> does. Thread safe.
/// </remarks>
public sealed class GenericFlowPatch : IDisposable
{
    private readonly Func<PatchHandle, IReadOnlyList<Type>, FlowFrame, Delegate?> _make;
    private readonly FlowFrame _frame;
    private readonly FactoryEntry _entry;
    private readonly object _lock = new();

    // Null while the instantiation is being entered.
    private readonly Dictionary<PatchHandle, FlowPatch?> _entered = [];
    private bool _isDisposed;

    /// <param name="handle">The handle.</param>
    /// <param name="make">Makes the target of one instantiation; null to leave the instantiation as it is. This is foreign code.</param>
    /// <param name="owner">The name of who is responsible; null for none.</param>
    internal GenericFlowPatch(GenericPatchHandle handle, Func<PatchHandle, IReadOnlyList<Type>, FlowFrame, Delegate?> make, string? owner)
    {
        Handle = handle;
        Owner = owner;
        _make = make;
        _frame = new FlowFrame(this);

        // It makes no entry: flow patches of a handle have one for all of them.
        _entry = new FactoryEntry(Enter, owner) { Flow = this, Forget = Forget };
    }

    /// <summary>Gets the handle that is patched.</summary>
    public GenericPatchHandle Handle { get; }

    /// <summary>Gets the owner: the name of who is responsible for the patch. Null if none was given.</summary>
    public string? Owner { get; }

    /// <summary>Returns the method's full name and the owner.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Handle.Name}: flow patch of all instantiations{(Owner is null ? string.Empty : ", owned by " + Owner)}";

    /// <summary>Ends this patch and no other. Waits for nobody, whatever the method's <see cref="Consistency"/>. Disposing again does nothing.</summary>
    /// <exception cref="PatchDeadlockException">A wrapper of one of the instantiations disposes the patch. Dispose it again later.</exception>
    public void Dispose()
    {
        FlowPatch[] entered;
        lock (_lock)
            entered = [.. _entered.Values.OfType<FlowPatch>()];

        foreach (var patch in entered)
            Composer.ThrowIfCalling(patch.Handle);

        using (HeldLock.Of(_lock))
        {
            if (_isDisposed)
                return;

            _isDisposed = true;
            entered = [.. _entered.Values.OfType<FlowPatch>()];
            _entered.Clear();
        }

        _frame.End();
        Handle.EndAtOnce(_entry);
        foreach (var patch in entered)
            patch.Handle.LeaveFlow(patch);
    }

    /// <summary>Begins the patch in the current flow.</summary>
    internal GenericFlowPatch Begin()
    {
        try
        {
            Handle.BeginAtOnce(_entry);
        }
        catch
        {
            // A factory or a replacement was refused: the instantiations that were entered before it are left again.
            Dispose();
            throw;
        }

        _frame.Begin();
        return this;
    }

    private void Forget(PatchHandle handle)
    {
        using (HeldLock.Of(_lock))
            _entered.Remove(handle);

        _frame.Remove(handle.Flow);
    }

    private StackEntry? Enter(PatchHandle handle, IReadOnlyList<Type> typeArguments)
    {
        lock (_lock)
        {
            if (_isDisposed || _entered.ContainsKey(handle))
                return null;

            _entered.Add(handle, value: null);
        }

        try
        {
            if (_make(handle, typeArguments, _frame) is { } target)
                Enter(handle, target);
        }
        catch
        {
            lock (_lock)
                _entered.Remove(handle);

            throw;
        }

        return null;
    }

    private void Enter(PatchHandle handle, Delegate target)
    {
        var patch = handle.EnterFlow(_frame, target, this);
        bool isTooLate;
        using (HeldLock.Of(_lock))
        {
            isTooLate = _isDisposed;
            if (!isTooLate)
                _entered[handle] = patch;
        }

        if (isTooLate)
            handle.LeaveFlow(patch);
    }
}
