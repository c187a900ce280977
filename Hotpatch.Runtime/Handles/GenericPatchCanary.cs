using Hotpatch.Handles;
using Hotpatch.Routers;

namespace Hotpatch;

/// <summary>Replacements of all instantiations of a generic method that run for a share of the calls. Dispose it to withdraw them.</summary>
/// <remarks><see cref="GenericPatchHandle.Canary"/> creates it. Thread safe.</remarks>
public sealed class GenericPatchCanary : IDisposable
{
    private readonly Share _share;
    private readonly GenericPatchScope _scope;

    internal GenericPatchCanary(GenericPatchScope scope, Share share) => (_scope, _share) = (scope, share);

    /// <summary>Gets the handle that is patched.</summary>
    public GenericPatchHandle Handle => _scope.Handle;

    /// <summary>Gets the owner: the name of who is responsible for the patch. Null if none was given.</summary>
    public string? Owner => _scope.Owner;

    /// <summary>Gets the guard that <see cref="PatchOptions.RollbackOnFault"/> asked for; null if there is none.</summary>
    public FaultGuard? Guard => _scope.Guard;

    /// <summary>Gets or sets the share of the calls that run the replacements, from 0 to 1. A change holds for the next call.</summary>
    /// <remarks>Has no effect once promoted or withdrawn.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a number from 0 to 1.</exception>
    public double Share
    {
        get => _share.Value;
        set => _share.Value = value;
    }

    /// <summary>
    /// Gets whether the replacements lie on the method, for a share of the calls or for all. False after they were withdrawn, or removed by the guard or by
    /// <see cref="Patchable.RemoveOwner(string)"/>.
    /// </summary>
    public bool IsActive => _scope.Active is not null;

    /// <summary>Gets whether the replacements hold for all calls, since <see cref="Promote"/> was called. False after they were removed.</summary>
    public bool IsPromoted => _scope.Active is { IsPromoted: true };

    /// <summary>Returns the method's full name, the share and the owner.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
        => $"{Handle.Name}: {PatchCanary.TextOf(Share, IsActive, IsPromoted)}{(Owner is null ? string.Empty : ", owned by " + Owner)}";

    /// <summary>Makes the replacements hold for all calls, in one step. They go on top of the replacements, as those of a scope do.</summary>
    /// <returns>
    /// True if the replacements hold for all calls now. False if they were removed before, for example by the guard: then this does nothing.
    /// </returns>
    /// <remarks>
    /// Hotpatch calls the factory again for each instantiation. Waits for running calls as
    /// <see cref="GenericPatchHandle.Patch(Func{PatchHandle, IReadOnlyList{Type}, Delegate})"/> does. The replacements then stay when the canary is
    /// disposed, until <see cref="Withdraw"/> removes them.
    /// </remarks>
    /// <exception cref="PatchDeadlockException">
    /// The method is not <see cref="Consistency.Immediate"/>, and a call of it is running on this thread.
    /// </exception>
    public bool Promote()
    {
        _scope.Exchange(canary => canary.IsPromoted
            ? canary
            : new FactoryEntry((handle, types) => (canary.MakeFor(handle, types) as CanaryEntry)?.Promoted(), Owner) { IsPromoted = true });
        return IsPromoted;
    }

    /// <summary>Removes the replacements, whether or not they were promoted. Does nothing if they were removed before.</summary>
    /// <remarks>Waits for running calls as <see cref="GenericPatchScope.Dispose"/> does.</remarks>
    /// <exception cref="PatchDeadlockException">A wrapper of one of the instantiations withdraws the canary. Withdraw it again later.</exception>
    public void Withdraw() => _scope.Dispose();

    /// <summary>Withdraws the replacements, unless they were promoted.</summary>
    /// <exception cref="PatchDeadlockException">A wrapper of one of the instantiations disposes the canary. Dispose it again later.</exception>
    public void Dispose()
    {
        if (!IsPromoted)
            Withdraw();
    }
}
