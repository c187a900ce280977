using System.Diagnostics;
using Hotpatch.Routers;

namespace Hotpatch;

/// <summary>Removes a replacement by itself as soon as it has thrown too many exceptions.</summary>
/// <remarks>
/// <see cref="PatchScope.RollbackOnFault"/> and <see cref="PatchCanary.RollbackOnFault"/> set guards. Thread safe.
/// </remarks>
public sealed class FaultGuard
{
    private readonly PatchHandle _handle;
    private readonly FaultBudget _budget;
    private readonly Func<Exception, bool>? _filter;
    private readonly bool _answersWithOriginal;
    private Action? _remove;
    private volatile Exception? _lastFault;

    internal FaultGuard(PatchHandle handle, int count, TimeSpan window, Func<Exception, bool>? filter, bool answersWithOriginal)
    {
        if (count < 1)
            throw new ArgumentOutOfRangeException(nameof(count), count, "A number of exceptions of at least 1 was expected.");

        if (window <= TimeSpan.Zero && window != Timeout.InfiniteTimeSpan)
            throw new ArgumentOutOfRangeException(nameof(window), window, "A positive time was expected, or Timeout.InfiniteTimeSpan for any time.");

        _handle = handle;
        _budget = new FaultBudget(count, window, Stopwatch.GetTimestamp);
        _filter = filter;
        _answersWithOriginal = answersWithOriginal;
    }

    /// <summary>Raised after the guard has removed the replacement, on a thread of the thread pool. Exceptions of subscribers are dropped.</summary>
    public event EventHandler? Fired;

    /// <summary>Gets whether the guard has removed the replacement.</summary>
    public bool HasFired { get; private set; }

    /// <summary>Gets the number of exceptions that count so far.</summary>
    public long Faults => _budget.Faults;

    /// <summary>Gets the last exception that counts; null if there was none.</summary>
    public Exception? LastFault => _lastFault;

    /// <summary>Returns the method's full name and what the guard has counted.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{_handle.Name}: guard, {Faults} faults{(HasFired ? ", has removed the replacement" : string.Empty)}";

    /// <summary>Returns a delegate that runs the target under this guard.</summary>
    /// <param name="target">The target.</param>
    /// <param name="remove">Removes the patch.</param>
    internal Delegate Protect(Delegate target, Action remove)
    {
        _remove = remove;
        return _handle.Route(new GuardPlan(target, _answersWithOriginal ? _handle.Original : null, Count));
    }

    internal PatchException Refused(string found)
        => new($"{_handle.Name}: can't guard the patch. A patch in effect without a guard was expected, but {found}.");

    // Called from an exception filter: while the stack of the exception is intact, and before anything of the call is unwound.
    private bool Count(Exception exception)
    {
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

        _lastFault = exception;
        if (_budget.IsSpentBy(out _))
            Fire();

        return _answersWithOriginal;
    }

    private void Fire()
    {
        HasFired = true;
        try
        {
            _remove!();
        }
#pragma warning disable CA1031 // The caller of the method gets the replacement's exception, not one of a subscriber.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            // A wrapper of the method made the call, so that the method can't be changed now.
            if (exception is PatchDeadlockException)
                ThreadPool.QueueUserWorkItem(static remove => ((Action)remove!)(), _remove);
        }

        ThreadPool.QueueUserWorkItem(static guard => Tell((FaultGuard)guard!), this);
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
    }
}
