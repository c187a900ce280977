using Hotpatch.Gates;
using Hotpatch.Handles;
using Hotpatch.Sets;

namespace Hotpatch;

/// <content>Runs the set's changes, one at a time.</content>
public sealed partial class PatchSet
{
    private static bool Run(SetChange change, Patience patience)
    {
        ChangeRun.Run(change, patience);
        return true;
    }

    private static bool Force(SetChange change)
    {
        ChangeRun.Force(change);
        return true;
    }

    private bool Change(State wanted, Func<SetChange, bool> run)
    {
        if (Begin(wanted) is not { } change)
            return true;

        var isDone = false;
        try
        {
            isDone = run(change);
        }
        finally
        {
            End(wanted, isDone);
        }

        if (isDone)
            change.Tell();

        return isDone;
    }

    private async Task ChangeAsync(State wanted, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var patience = new Patience(timeout ?? Timeout.InfiniteTimeSpan, cancellationToken);
        if (Begin(wanted) is not { } change)
            return;

        var isDone = false;
        try
        {
            await ChangeRun.RunAsync(change, patience).ConfigureAwait(false);
            isDone = true;
        }
        finally
        {
            End(wanted, isDone);
        }

        change.Tell();
    }

    /// <summary>Reserves the set for a change by this thread, and returns the change; null if there is nothing to do.</summary>
    private SetChange? Begin(State wanted)
    {
        lock (_lock)
        {
            if (wanted == State.Open && _state == State.Open)
                return null;

            Require(wanted == State.Applied ? State.Open : State.Applied);
            _state = State.Changing;
            var isApplying = wanted == State.Applied;
            return new SetChange(_members.GroupBy(member => member.Handle).Select(members => SetMember.Change(members.Key, members, isApplying)).ToArray());
        }
    }

    private void End(State wanted, bool isDone)
    {
        using (HeldLock.Of(_lock))
        {
            var isApplied = isDone == (wanted == State.Applied);
            _state = isApplied ? State.Applied : State.Open;
        }
    }

    private void Require(State state)
    {
        if (_state != state)
        {
            throw new PatchException(
                $"Can't change the patch set of {string.Join(", ", _members.Select(member => member.Handle.Name).Distinct(StringComparer.Ordinal))}: a set "
                + $"that is {(state == State.Applied ? "applied" : "not applied")} was expected, but this one is "
                + (_state == State.Changing
                    ? "being changed, by another thread or by code that this thread is running. Wait until that change has ended."
                    : "applied. Revert it first."));
        }
    }

    private static void RequireHandle(PatchHandle? handle)
    {
        if (handle is null)
            throw new PatchTargetException("Can't add to the patch set: the handle of a patchable method was expected, but null was found.");
    }
}
