using Hotpatch.Gates;
using Hotpatch.Handles;
using Hotpatch.Sets;

namespace Hotpatch;

/// <summary>Several replacements and layers that take effect together or not at all.</summary>
/// <remarks>
/// <para>
/// Each replacement lies on top of what its method has, under the layers, and is taken out again by <see cref="Revert()"/>, as the set's layers are. That
/// leaves what was there, and what has come since, as it is.
/// </para>
/// <para>
/// As soon as one method of the set is <see cref="Consistency.Exclusive"/>, all of them that are not <see cref="Consistency.Immediate"/> change as
/// one: new calls of them wait until those that are running have ended and everything is in place, so that no call anywhere sees one replacement
/// without the others. (A call that is running goes on, and so does what it calls, methods of the set included.) Where the strictest is
/// <see cref="Consistency.Drained"/>, new calls may see some before others, and old bodies have ended when it returns. Immediate methods are
/// replaced one right after the other.
/// </para>
/// <para>Thread safe; one thread at a time can change it. Sets that share methods cannot wait for each other, in whatever order they name them.</para>
/// </remarks>
/// <example>
/// <code>
/// var fix = new PatchSet()
///     .Add(Patchable.For(Prices.Gross), net => net * 1.2m)
///     .Add(Patchable.For(Prices.Net), gross => gross / 1.2m);
/// fix.Apply(TimeSpan.FromSeconds(5));
/// …
/// fix.Revert();
/// </code>
/// </example>
public sealed class PatchSet
{
    private readonly object _lock = new();
    private readonly List<SetMember> _members = [];
    private State _state;

    private enum State
    {
        Open,
        Changing,
        Applied,
    }

    /// <summary>Whether all is in effect, as far as nothing else has taken them out since.</summary>
    public bool IsApplied
    {
        get
        {
            lock (_lock)
                return _state == State.Applied;
        }
    }

    /// <summary>The handles whose methods the set patches, each once, as a snapshot.</summary>
    public IReadOnlyList<PatchHandle> Handles
    {
        get
        {
            lock (_lock)
                return [.. _members.Select(member => member.Handle).Distinct()];
        }
    }

    /// <summary>Adds a replacement.</summary>
    /// <typeparam name="TDelegate">The method's signature.</typeparam>
    /// <param name="handle">The method.</param>
    /// <param name="replacement">What shall run instead.</param>
    /// <returns>This set.</returns>
    /// <exception cref="PatchTargetException">The handle is null, or has a replacement in the set already.</exception>
    /// <exception cref="InvalidReplacementException">The replacement does not fit.</exception>
    /// <exception cref="PatchException">The set is applied.</exception>
    public PatchSet Add<TDelegate>(PatchHandle<TDelegate> handle, TDelegate replacement)
        where TDelegate : Delegate
        => Add((PatchHandle)handle, replacement);

    /// <summary>Adds a replacement whose type is not known here.</summary>
    /// <param name="handle">The method.</param>
    /// <param name="replacement">As for <see cref="PatchHandle.Patch(Delegate)"/>.</param>
    /// <returns>This set.</returns>
    /// <exception cref="PatchTargetException">The handle is null, or has a replacement in the set already.</exception>
    /// <exception cref="InvalidReplacementException">The replacement does not fit.</exception>
    /// <exception cref="PatchException">The set is applied.</exception>
    public PatchSet Add(PatchHandle handle, Delegate replacement)
    {
        RequireHandle(handle);
        var conforming = handle.Conform(replacement);
        lock (_lock)
        {
            Require(State.Open);
            if (_members.Exists(member => member.Handle == handle && !member.IsLayer))
                throw new PatchTargetException($"{handle.Name}: a method that the set does not replace yet was expected, but it does this one.");

            _members.Add(new SetMember(handle, isLayer: false, () => Replacement.OnTop(conforming)));
        }

        return this;
    }

    /// <summary>Adds a layer; a method may have several, and a replacement too, over which they lie.</summary>
    /// <typeparam name="TDelegate">The method's signature.</typeparam>
    /// <param name="handle">The method.</param>
    /// <param name="wrapper">As for <see cref="PatchHandle{TDelegate}.Wrap(Func{TDelegate, TDelegate}, int)"/>; called when the set is applied.</param>
    /// <param name="priority">As for <see cref="PatchHandle{TDelegate}.Wrap(Func{TDelegate, TDelegate}, int)"/>; of equals, the last one lies farthest out.</param>
    /// <returns>This set.</returns>
    /// <exception cref="PatchTargetException">The handle is null.</exception>
    /// <exception cref="InvalidReplacementException">The wrapper is null.</exception>
    /// <exception cref="PatchException">The set is applied, or the method has no original to lie over.</exception>
    public PatchSet Wrap<TDelegate>(PatchHandle<TDelegate> handle, Func<TDelegate, TDelegate> wrapper, int priority = 0)
        where TDelegate : Delegate
    {
        RequireHandle(handle);
        _ = handle.LayerOf(wrapper, priority);
        lock (_lock)
        {
            Require(State.Open);
            _members.Add(new SetMember(handle, isLayer: true, () => handle.LayerOf(wrapper, priority)));
        }

        return this;
    }

    /// <summary>Puts all in effect, and waits for running calls where the methods say so, as long as it takes.</summary>
    /// <exception cref="PatchException">The set is applied already, or another thread is at it.</exception>
    /// <exception cref="PatchDeadlockException">A method of the set that would have to be waited for is running on this thread.</exception>
    public void Apply() => Apply(Timeout.InfiniteTimeSpan);

    /// <summary>As <see cref="Apply()"/>, and waits no longer than it is told.</summary>
    /// <param name="timeout">How long to wait; <see cref="Timeout.InfiniteTimeSpan"/> for as long as it takes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="PatchException">The set is applied already, or another thread is at it.</exception>
    /// <exception cref="PatchDeadlockException">A method of the set that would have to be waited for is running on this thread.</exception>
    /// <exception cref="PatchTimeoutException">The time is over. All is as it was.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled. All is as it was.</exception>
    public void Apply(TimeSpan timeout, CancellationToken cancellationToken = default)
        => Change(State.Applied, change => Run(change, new Patience(timeout, cancellationToken)));

    /// <summary>As <see cref="Apply(TimeSpan, CancellationToken)"/>, without holding a thread while it waits.</summary>
    /// <param name="timeout">How long to wait; as long as it takes, where it is not given.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that completes when all is in effect, and fails as the other throws.</returns>
    public Task ApplyAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        => ChangeAsync(State.Applied, timeout, cancellationToken);

    /// <summary>Puts all in effect if it can be done at once, without waiting for anything.</summary>
    /// <returns>Whether it was done.</returns>
    /// <exception cref="PatchException">The set is applied already, or another thread is at it.</exception>
    public bool TryApply() => Change(State.Applied, ChangeRun.TryRun);

    /// <summary>Puts all in effect at once, whatever is running.</summary>
    /// <exception cref="PatchException">The set is applied already, or another thread is at it.</exception>
    public void ForceApply() => Change(State.Applied, Force);

    /// <summary>Takes the set's replacements and layers out, and no others; waits as <see cref="Apply()"/> does. Does nothing where the set is not applied.</summary>
    /// <exception cref="PatchException">Another thread is at it.</exception>
    /// <exception cref="PatchDeadlockException">A method of the set that would have to be waited for is running on this thread.</exception>
    public void Revert() => Revert(Timeout.InfiniteTimeSpan);

    /// <summary>As <see cref="Revert()"/>, and waits no longer than it is told.</summary>
    /// <param name="timeout">As for <see cref="Apply(TimeSpan, CancellationToken)"/>.</param>
    /// <param name="cancellationToken">As for <see cref="Apply(TimeSpan, CancellationToken)"/>.</param>
    /// <exception cref="PatchException">Another thread is at it.</exception>
    /// <exception cref="PatchDeadlockException">A method of the set that would have to be waited for is running on this thread.</exception>
    /// <exception cref="PatchTimeoutException">The time is over. All is as it was.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled. All is as it was.</exception>
    public void Revert(TimeSpan timeout, CancellationToken cancellationToken = default)
        => Change(State.Open, change => Run(change, new Patience(timeout, cancellationToken)));

    /// <summary>As <see cref="Revert(TimeSpan, CancellationToken)"/>, without holding a thread while it waits.</summary>
    /// <param name="timeout">How long to wait; as long as it takes, where it is not given.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that completes when they are out, and fails as the other throws.</returns>
    public Task RevertAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        => ChangeAsync(State.Open, timeout, cancellationToken);

    /// <summary>Takes the set's replacements and layers out if it can be done at once, without waiting for anything.</summary>
    /// <returns>Whether they are out.</returns>
    /// <exception cref="PatchException">Another thread is at it.</exception>
    public bool TryRevert() => Change(State.Open, ChangeRun.TryRun);

    /// <summary>Takes the set's replacements and layers out at once, whatever is running.</summary>
    /// <exception cref="PatchException">Another thread is at it.</exception>
    public void ForceRevert() => Change(State.Open, Force);

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

    /// <summary>Takes the set for a change; null where there is nothing to do.</summary>
    private SetChange? Begin(State wanted)
    {
        lock (_lock)
        {
            if (wanted == State.Open && _state == State.Open)
                return null;

            Require(wanted == State.Applied ? State.Open : State.Applied);
            _state = State.Changing;
            var isApplying = wanted == State.Applied;
            return new SetChange([.. _members.GroupBy(member => member.Handle).Select(members => SetMember.Change(members.Key, members, isApplying))]);
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
                $"A patch set that is {(state == State.Applied ? "applied" : "not applied")} was expected, but this one is "
                + $"{(_state == State.Changing ? "just being changed, by another thread or by what this one calls" : "applied")}: "
                + string.Join(", ", _members.Select(member => member.Handle.Name).Distinct(StringComparer.Ordinal)) + ".");
        }
    }

    private static void RequireHandle(PatchHandle? handle)
    {
        if (handle is null)
            throw new PatchTargetException("The handle of a patchable method was expected, but null was found.");
    }
}
