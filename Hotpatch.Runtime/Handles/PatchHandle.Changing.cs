using Hotpatch.Gates;
using Hotpatch.Handles;

namespace Hotpatch;

/// <content>Makes changes and raises their events, for the public members.</content>
public abstract partial class PatchHandle
{
    private protected void Change(StackEdit edit)
    {
        if (Gate is not null)
            Change(edit, Timeout.InfiniteTimeSpan, CancellationToken.None);
        else if (!TryChangeSimply(edit))
            Force(edit);
    }

    /// <summary>
    /// Makes a change as <see cref="Force"/> does, but faster, if the handle has no layers and no open scopes, as most have. Does nothing otherwise.
    /// </summary>
    /// <returns>Whether the change was made.</returns>
    private bool TryChangeSimply(StackEdit edit, bool isTold = true)
    {
        Composer.ThrowIfCalling(this);
        if (edit.IsAdding)
            HotReload.ThrowIfReplaced(this);

        AwaitSlot();
        HandleState before;
        HandleState? after;
        lock (Lock)
        {
            before = State;
            after = edit.ApplySimply(before);
            if (after is null)
                return false;

            Commit(after);
        }

        if (isTold)
            RaiseChanged(before.Observed, after.Observed);

        return true;
    }

    private protected void Change(StackEdit edit, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var change = new HandleChange(this, edit);
        ChangeRun.Run(change, new Patience(timeout, cancellationToken));
        change.Tell();
    }

    private protected async Task ChangeAsync(StackEdit edit, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var change = new HandleChange(this, edit);
        await ChangeRun.RunAsync(change, new Patience(timeout ?? Timeout.InfiniteTimeSpan, cancellationToken)).ConfigureAwait(false);
        change.Tell();
    }

    private protected bool TryChange(StackEdit edit)
    {
        var change = new HandleChange(this, edit);
        if (!ChangeRun.TryRun(change))
            return false;

        change.Tell();
        return true;
    }

    private protected void Force(StackEdit edit)
    {
        var change = new HandleChange(this, edit);
        ChangeRun.Force(change);
        change.Tell();
    }

    private protected PatchScope BeginScope(Delegate replacement) => BeginScope(replacement, Timeout.InfiniteTimeSpan, CancellationToken.None);

    private protected PatchScope BeginScope(Delegate replacement, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var entry = Replacement.OnTop(replacement);
        Begin(entry, timeout, cancellationToken);
        return new PatchScope(this, entry.Owner, new GuardedEntry(this, entry));
    }

    private protected void Set(Delegate replacement, PatchOptions options)
    {
        RequireOptions(options);
        var entry = Replacement.Of(Guarded(replacement, options, out var guard), options);
        if (guard is not null)
            _ = new GuardedEntry(this, entry, guard);

        Change(StackEdit.Set(entry), options.WaitTime, options.CancellationToken);
    }

    private protected PatchScope BeginScope(Delegate replacement, PatchOptions options)
    {
        RequireOptions(options);
        return BeginScope(Replacement.Of(Guarded(replacement, options, out var guard), options), options, guard);
    }

    private PatchScope BeginScope(StackEntry entry, PatchOptions options, FaultGuard? guard)
        => new(this, entry.Owner, BeginGuarded(entry, options, guard));

    /// <summary>Adds an entry. Its guard is there before: calls of a method that waits for others run the entry during the wait.</summary>
    private GuardedEntry BeginGuarded(StackEntry entry, PatchOptions options, FaultGuard? guard)
    {
        var guarded = new GuardedEntry(this, entry, guard);
        Begin(entry, options.WaitTime, options.CancellationToken);
        return guarded;
    }

    /// <summary>Returns a replacement under the guard that options ask for; itself if they ask for none.</summary>
    private Delegate Guarded(Delegate replacement, PatchOptions options, out FaultGuard? guard)
    {
        guard = options.RollbackOnFault is { } limit ? new FaultGuard(Name, limit) : null;
        return guard?.Protect(this, replacement) ?? replacement;
    }

    /// <summary>Adds an entry. If a subscriber throws, removes the entry again, since the caller gets no scope or layer to dispose.</summary>
    internal void Begin(StackEntry entry, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var change = new HandleChange(this, StackEdit.Begin(entry));
        ChangeRun.Run(change, new Patience(timeout, cancellationToken));
        try
        {
            change.Tell();
        }
        catch
        {
            EndQuietly(() => End(entry));
            throw;
        }
    }

    /// <summary>Makes an edit at once, without waiting for running calls.</summary>
    internal void ForceEdit(StackEdit edit) => Force(edit);

    /// <summary>Makes an edit, and waits for running calls.</summary>
    internal void ChangeBy(StackEdit edit) => Change(edit, Timeout.InfiniteTimeSpan, CancellationToken.None);

    private static void EndQuietly(Action end)
    {
        try
        {
            end();
        }
#pragma warning disable CA1031 // The caller gets the first exception, not one of this second change.
        catch (Exception)
#pragma warning restore CA1031
        {
            // The entry is removed even if a subscriber throws.
        }
    }
}
