using System.Diagnostics;
using Hotpatch.Infrastructure;
using Hotpatch.Routers;

namespace Hotpatch;

/// <summary>Removes a replacement by itself as soon as it has thrown too many exceptions.</summary>
/// <remarks>
/// <see cref="PatchScope.RollbackOnFault"/> and <see cref="PatchCanary.RollbackOnFault"/> set guards. Thread safe.
/// </remarks>
public sealed class FaultGuard
{
    private readonly string _subject;
    private readonly FaultBudget _budget;
    private readonly Func<Exception, bool>? _filter;
    private readonly bool _answersWithOriginal;
    private readonly SeenExceptions _excused = new();
    private Action? _remove;
    private volatile Exception? _lastFault;
    private volatile bool _hasFired;

    /// <param name="subject">The name of what is guarded, for messages.</param>
    /// <param name="limit">How many faults are too many.</param>
    internal FaultGuard(string subject, FaultLimit limit)
    {
        _subject = subject;
        _budget = new FaultBudget(limit.Count, limit.Window, Stopwatch.GetTimestamp);
        _filter = limit.Filter;
        _answersWithOriginal = limit.AnswerWithOriginal;
    }

    /// <summary>Raised after the guard has removed the replacement, on a thread of the thread pool. Exceptions of subscribers are dropped.</summary>
    public event EventHandler? Fired;

    /// <summary>Gets whether the guard has removed the replacement.</summary>
    public bool HasFired => _hasFired;

    /// <summary>Gets the number of exceptions that count so far.</summary>
    public long Faults => _budget.Faults;

    /// <summary>Gets the last exception that counts; null if there was none.</summary>
    public Exception? LastFault => _lastFault;

    /// <summary>Returns the method's full name and what the guard has counted.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{_subject}: guard, {Faults} {(Faults == 1 ? "fault" : "faults")}{(HasFired ? ", has removed the replacement" : string.Empty)}";

    /// <summary>Gets whether exceptions are kept as texts only, since the objects would keep a patch library in memory.</summary>
    internal bool KeepsTexts { get; init; }

    /// <summary>Sets what removes the patch. If there were too many faults before, removes it now.</summary>
    internal void Begin(Action remove)
    {
        Volatile.Write(ref _remove, remove);
        Interlocked.MemoryBarrier();
        if (HasFired)
            Remove();
    }

    /// <summary>Returns a delegate that runs a target of a handle under this guard.</summary>
    internal Delegate Protect(PatchHandle handle, Delegate target)
    {
        var shape = handle.RequireShape();
        if (!_answersWithOriginal)
            return handle.Route(new GuardPlan(target, below: null, Count));

        // An exception that such a method throws at once is in the task that the caller gets.
        if (shape.Task is not { } task || shape.NotAnObject is not null)
            return handle.Route(new GuardPlan(target, handle.Bottom, Count));

        return task.CanMake ? handle.Route(new TaskGuardPlan(shape, target, handle.Bottom, Count)) : throw new PatchException(
            $"{handle.Name}: can't let the original answer instead of a task that fails. A program with code that makes such tasks was expected, but it was "
            + "compiled ahead of time without that code. Let the exception reach the caller.");
    }

    /// <summary>Returns a delegate that runs what lies below a guarded layer, whose faults are not the layer's.</summary>
    internal Delegate Excuse(PatchHandle handle, Delegate below)
        => handle.Route(new GuardPlan(
            below,
            below: null,
            exception =>
            {
                _excused.TryAdd(exception);
                return false;
            }));

    internal PatchException Refused(string found)
        => new($"{_subject}: can't guard the patch. A patch in effect without a guard was expected, but {found}.");

    // Called from an exception filter: while the stack of the exception is intact, and before anything of the call is unwound.
    private bool Count(Exception exception)
    {
        // An exception that passes several calls of a recursion counts once.
        if (_excused.Contains(exception) || !PassingExceptions.TryNote(this, exception))
            return false;

        try
        {
            if (_filter is not null && !_filter(exception))
                return false;
        }
#pragma warning disable CA1031 // The caller gets the replacement's exception, not the filter's. An exception that the filter can't judge counts.
        catch (Exception)
#pragma warning restore CA1031
        {
        }

        _lastFault = KeepsTexts ? new PatchException(exception.ToString()) : exception;
        if (_budget.IsSpentByOneMore())
            Fire();

        return _answersWithOriginal;
    }

    private void Fire()
    {
        _hasFired = true;
        Interlocked.MemoryBarrier();
        Remove();
        ThreadPool.QueueUserWorkItem(static guard => Tell((FaultGuard)guard!), this);
    }

    private void Remove()
    {
        if (Volatile.Read(ref _remove) is not { } remove)
            return;

        try
        {
            remove();
        }
#pragma warning disable CA1031 // The caller of the method gets the replacement's exception, not one of a subscriber.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            // A wrapper of the method made the call, so that the method can't be changed now.
            if (exception is PatchDeadlockException)
                ThreadPool.QueueUserWorkItem(static remove => ((Action)remove!)(), remove);
        }
    }

    private static void Tell(FaultGuard guard)
    {
        try
        {
            guard.Fired?.Invoke(guard, EventArgs.Empty);
        }
#pragma warning disable CA1031 // Nobody is there who could get it.
        catch (Exception)
#pragma warning restore CA1031
        {
        }

        PatchEvents.TellOfGuard(guard);
    }
}
