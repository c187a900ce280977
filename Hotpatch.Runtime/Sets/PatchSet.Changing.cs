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
            // Before the change, so that a wrapper that throws leaves all as it was. Only this flow sees them.
            BeginFlows(wanted);
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

    private Task ChangeAsync(State wanted, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        RequireNoFlows();
        return RunAsync(wanted, timeout, cancellationToken);
    }

    private async Task RunAsync(State wanted, TimeSpan? timeout, CancellationToken cancellationToken)
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
            if (!isApplied)
                EndFlows();
        }
    }

    private void BeginFlows(State wanted)
    {
        if (wanted == State.Applied)
        {
            foreach (var begin in _flows)
                _begunFlows.Add(begin());
        }
    }

    private void EndFlows()
    {
        for (var i = _begunFlows.Count - 1; i >= 0; i--)
            _begunFlows[i].Dispose();

        _begunFlows.Clear();
    }

    private void RequireNoFlows()
    {
        lock (_lock)
        {
            if (_flows.Count > 0)
            {
                throw new PatchException(
                    $"Can't change the patch set of {Names}: a set without flow patches was expected, since this change runs asynchronously, and a flow that "
                    + "begins there doesn't reach the caller. Use Apply and Revert, or a set of its own for the flow patches.");
            }
        }
    }

    private string Names
        => string.Join(", ", _members.Select(member => member.Handle.Name).Concat(_flowHandles.Select(handle => handle.Name)).Distinct(StringComparer.Ordinal));

    private void Require(State state)
    {
        if (_state != state)
        {
            throw new PatchException(
                $"Can't change the patch set of {Names}: a set "
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
