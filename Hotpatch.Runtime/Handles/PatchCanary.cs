using Hotpatch.Handles;
using Hotpatch.Routers;

namespace Hotpatch;

/// <summary>A replacement that runs for a share of the calls. Dispose it to withdraw the replacement.</summary>
/// <remarks>
/// <para>
/// <see cref="PatchHandle{TDelegate}.Canary(double, TDelegate, PatchOptions?)"/> creates canaries that pick calls at random; the members of
/// <see cref="ConditionalPatches"/> create canaries that pick them by a key.
/// </para>
/// <para>Thread safe.</para>
/// </remarks>
public sealed class PatchCanary : IDisposable
{
    private readonly GuardedEntry _entry;
    private readonly Share _share;

    internal PatchCanary(PatchHandle handle, string? owner, GuardedEntry entry, Share share)
    {
        Handle = handle;
        _entry = entry;
        Owner = owner;
        _share = share;
    }

    /// <summary>Gets the handle that is patched.</summary>
    public PatchHandle Handle { get; }

    /// <summary>Gets the owner: the name of who is responsible for the patch. Null if none was given.</summary>
    public string? Owner { get; }

    /// <summary>Gets or sets the share of the calls or keys that run the replacement, from 0 to 1. A change holds for the next call.</summary>
    /// <remarks>If calls are picked by a key, a greater share keeps all keys of a smaller one. Has no effect once promoted or withdrawn.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a number from 0 to 1.</exception>
    public double Share
    {
        get => _share.Value;
        set => _share.Value = value;
    }

    /// <summary>Gets whether the replacement holds for all calls, since <see cref="Promote"/> was called. False after it was removed.</summary>
    public bool IsPromoted => _entry.Laid is Replacement;

    /// <summary>
    /// Gets whether the replacement lies on the method, for a share of the calls or for all. False after it was withdrawn, or was removed by its guard,
    /// <see cref="Patchable.RemoveOwner(string)"/> or <see cref="PatchHandle.Restore()"/>.
    /// </summary>
    public bool IsActive => _entry.Laid is not null;

    /// <summary>Gets the guard that <see cref="RollbackOnFault"/> has set; null if there is none.</summary>
    public FaultGuard? Guard => _entry.Guard;

    /// <summary>Returns the method's full name, the share and the owner.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => StackEntry.TextOf(TextOf(Share, IsActive, IsPromoted), Handle, Owner);

    internal static string TextOf(double share, bool isActive, bool isPromoted)
        => isPromoted ? "promoted canary" : !isActive ? "removed canary" : FormattableString.Invariant($"canary for {share * 100:0.##} %");

    /// <summary>Makes the replacement hold for all calls, in one step.</summary>
    /// <remarks>
    /// It goes on top of the method's replacements, or to the place that the <see cref="PatchOptions"/> of the canary give it among them. Waits for running calls as <see cref="PatchHandle.Patch(Delegate)"/> does. The replacement then stays when the canary is disposed, until
    /// <see cref="Withdraw"/> or <see cref="PatchHandle.Restore()"/> removes it.
    /// </remarks>
    /// <returns>
    /// True if the replacement holds for all calls now. False if it was removed before, for example by its guard: then this does nothing.
    /// </returns>
    /// <exception cref="PatchDeadlockException">
    /// The method is not <see cref="Consistency.Immediate"/>, and a call of it is running on this thread; or a wrapper of the method makes the
    /// change.
    /// </exception>
    public bool Promote()
    {
        _entry.Substitute(entry => entry is CanaryEntry canary ? canary.Promoted() : entry);
        return IsPromoted;
    }

    /// <summary>Removes the replacement, whether or not it was promoted. Does nothing if it was removed before.</summary>
    /// <remarks>Waits for running calls as <see cref="PatchScope.Dispose"/> does.</remarks>
    /// <exception cref="PatchDeadlockException">A wrapper of the same method withdraws the canary. Withdraw it again later.</exception>
    public void Withdraw() => _entry.End();

    /// <summary>
    /// Removes the replacement by itself as soon as it has thrown a number of exceptions within a time.
    /// </summary>
    /// <param name="count">The number of exceptions at which the replacement is removed; at least 1.</param>
    /// <param name="window">The time within which they must occur, or <see cref="Timeout.InfiniteTimeSpan"/> for any time.</param>
    /// <param name="filter">Returns whether an exception counts; null to count all.</param>
    /// <param name="answerWithOriginal">Whether the original answers a call whose replacement has thrown, instead of the exception.</param>
    /// <returns>This canary.</returns>
    /// <remarks>
    /// <see cref="PatchScope.RollbackOnFault"/> describes the guard. For a guard from the first call on, set
    /// <see cref="PatchOptions.RollbackOnFault"/> when you begin the canary.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The count is less than 1, or the window is not positive.</exception>
    /// <exception cref="PatchException">A guard was set before, or the canary was withdrawn.</exception>
    public PatchCanary RollbackOnFault(int count, TimeSpan window, Func<Exception, bool>? filter = null, bool answerWithOriginal = false)
    {
        _entry.Protect(new FaultGuard(Handle.Name, new FaultLimit(count, window) { Filter = filter, AnswerWithOriginal = answerWithOriginal }));
        return this;
    }

    /// <summary>Withdraws the replacement, unless it was promoted.</summary>
    /// <exception cref="PatchDeadlockException">A wrapper of the same method disposes the canary. Dispose it again later.</exception>
    public void Dispose()
    {
        if (!IsPromoted)
            Withdraw();
    }
}
