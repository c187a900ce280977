using Hotpatch.Gates;

namespace Hotpatch.Handles;

/// <summary>An entry that its public object ends, and that a fault guard can protect. Thread safe.</summary>
/// <param name="handle">The handle that has the entry.</param>
/// <param name="entry">The entry.</param>
/// <param name="guard">The guard that the entry has; null for none.</param>
internal sealed class GuardedEntry(PatchHandle handle, StackEntry entry, FaultGuard? guard = null)
{
    private readonly object _lock = new();
    private StackEntry? _entry = entry;

    /// <summary>Gets the guard; null if there is none.</summary>
    public FaultGuard? Guard { get; private set; } = guard;

    /// <summary>Removes the entry and waits for running calls, if it was not removed before.</summary>
    public void End() => End(handle.End);

    /// <summary>Removes the entry at once, if it was not removed before.</summary>
    public void EndAtOnce() => End(handle.EndAtOnce);

    /// <summary>Puts another entry in the place of this one, and waits for running calls. Does nothing if it was removed.</summary>
    /// <returns>Whether the entry was exchanged.</returns>
    public bool Substitute(Func<StackEntry, StackEntry> substitute)
    {
        StackEntry before, after;
        using (HeldLock.Of(_lock))
        {
            if (_entry is null || (after = substitute(before = _entry)) == before)
                return false;

            _entry = after;
        }

        try
        {
            handle.Substitute(before, after);
            return true;
        }
        catch
        {
            using (HeldLock.Of(_lock))
            {
                if (_entry == after)
                    _entry = before;
            }

            throw;
        }
    }

    /// <summary>Puts a guard around the entry's target. Calls that are running don't notice.</summary>
    public void Protect(FaultGuard added)
    {
        StackEntry before, after;
        using (HeldLock.Of(_lock))
        {
            if (Guard is not null || _entry is not IReplacing replacing)
                throw added.Refused(_entry is null ? "the patch was removed" : "the patch has a guard");

            before = _entry;
            _entry = after = replacing.With(added.Protect(handle, replacing.Target));
            Guard = added;
        }

        handle.SubstituteQuietly(before, after);
        added.Begin(EndAtOnce);
    }

    private void End(Action<StackEntry> end)
    {
        StackEntry? ended;
        using (HeldLock.Of(_lock))
            (ended, _entry) = (_entry, null);

        if (ended is null)
            return;

        try
        {
            end(ended);
        }
        catch
        {
            // Inside a wrapper of the method, End throws before it changes anything. Keep the entry, so that it can be removed later.
            using (HeldLock.Of(_lock))
                _entry ??= ended;

            throw;
        }
    }
}
