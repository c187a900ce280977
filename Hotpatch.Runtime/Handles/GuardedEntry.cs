using Hotpatch.Gates;

namespace Hotpatch.Handles;

/// <summary>An entry that its public object ends or exchanges, and that a fault guard can protect. Thread safe.</summary>
/// <remarks>
/// Each member first decides which entry is wanted, and then makes an edit that puts the wanted one in the place of the one that is there. So of
/// several threads, the last decision wins, whichever of them changes the handle last.
/// </remarks>
internal sealed class GuardedEntry
{
    private static int _isRehearsed;

    private readonly PatchHandle _handle;
    private readonly object _lock = new();
    private readonly List<StackEntry> _made;
    private StackEntry? _wanted;

    /// <param name="handle">The handle that has the entry.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="guard">The guard that the entry has; null for none.</param>
    public GuardedEntry(PatchHandle handle, StackEntry entry, FaultGuard? guard = null)
    {
        (_handle, _wanted, Guard) = (handle, entry, guard);
        _made = [entry];
        if (guard is not null)
            Begin(guard);
    }

    /// <summary>Gets the guard; null if there is none.</summary>
    public FaultGuard? Guard { get; private set; }

    /// <summary>Gets the entry that is wanted, if it lies on the handle; null otherwise.</summary>
    public StackEntry? Laid => Wanted() is { } wanted && _handle.State.Entries.Contains(wanted) ? wanted : null;

    /// <summary>Removes the entry and waits for running calls, if it was not removed before.</summary>
    public void End() => End(edit => ChangeRun.End(new HandleChange(_handle, edit)));

    /// <summary>Removes the entry at once, if it was not removed before.</summary>
    public void EndAtOnce() => End(_handle.ForceEdit);

    /// <summary>Removes an entry that changes nothing for callers at once and without events, if it was not removed before.</summary>
    public void EndQuietly() => End(_handle.ChangeQuietly);

    /// <summary>Puts another entry in the place of this one, and waits for running calls. Does nothing if it was removed.</summary>
    /// <param name="substitute">Returns the other entry, or the same one to leave it.</param>
    public void Substitute(Func<StackEntry, StackEntry> substitute)
    {
        StackEntry before, after;
        using (HeldLock.Of(_lock))
        {
            if (_wanted is null || (after = substitute(before = _wanted)) == before)
                return;

            _made.Add(after);
            _wanted = after;
        }

        Change(() => _handle.ChangeBy(new Settling(this, isAdding: true)), before, after);
    }

    /// <summary>Puts a guard around the entry's target. Calls that are running don't notice.</summary>
    public void Protect(FaultGuard added)
    {
        StackEntry before, after;
        using (HeldLock.Of(_lock))
        {
            if (Guard is not null || _wanted is not IReplacing replacing)
                throw added.Refused(_wanted is null ? "the patch was removed" : "the patch has a guard");

            before = _wanted;
            after = replacing.With(added.Protect(_handle, replacing.Target));
            _made.Add(after);
            _wanted = after;
            Guard = added;
        }

        Change(() => _handle.ChangeQuietly(new Settling(this, isAdding: true)), before, after);
        Begin(added);
    }

    private void Begin(FaultGuard guard)
    {
        // Once in a process, an edit that changes nothing: while the JIT compiles the code of the first removal, calls would still throw.
        if (Interlocked.Exchange(ref _isRehearsed, 1) == 0)
            _handle.ForceEdit(new Settling(this, isAdding: false));

        guard.Begin(EndAtOnce);
    }

    private void End(Action<StackEdit> change)
    {
        StackEntry? before;
        using (HeldLock.Of(_lock))
            (before, _wanted) = (_wanted, null);

        if (before is not null)
            Change(() => change(new Settling(this, isAdding: false)), before, after: null);
    }

    private void Change(Action change, StackEntry before, StackEntry? after)
    {
        try
        {
            change();
        }
        catch
        {
            // A change that was refused leaves all as it was, so that the caller can try again. A subscriber throws after the change was made.
            using (HeldLock.Of(_lock))
            {
                if (_wanted == after && _handle.State.Entries.Contains(before))
                    _wanted = before;
            }

            throw;
        }
    }

    private bool Owns(StackEntry entry)
    {
        lock (_lock)
            return _made.Contains(entry);
    }

    private StackEntry? Wanted()
    {
        lock (_lock)
            return _wanted;
    }

    private sealed class Settling(GuardedEntry guarded, bool isAdding) : StackEdit(isAdding)
    {
        public override void Apply(StackDraft draft)
        {
            var wanted = guarded.Wanted();
            if (draft.Layers.Cast<StackEntry>().Concat(draft.Replacements).FirstOrDefault(guarded.Owns) is not { } laid || laid == wanted)
                return;

            if (wanted is null)
                draft.Exchange(laid, begun: null);
            else
                draft.Substitute(laid, wanted);
        }
    }
}
