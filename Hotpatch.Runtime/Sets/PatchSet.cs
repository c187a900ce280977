using Hotpatch.Gates;
using Hotpatch.Handles;
using Hotpatch.Sets;

namespace Hotpatch;

/// <summary>Several replacements and layers that take effect together or not at all.</summary>
/// <remarks>
/// <para>
/// Each replacement goes on top of those that its method has, beneath the layers. <see cref="Revert()"/> removes the set's replacements and layers,
/// and no others.
/// </para>
/// <para>
/// The strictest consistency in the set determines what running calls see. If one method is <see cref="Consistency.Exclusive"/>, all methods that are
/// not <see cref="Consistency.Immediate"/> change at one moment: new calls of them wait until the running calls have ended and all replacements are
/// in place. So no call sees one of these replacements without the others. Nested calls don't wait: a running call can call any method of the set.
/// </para>
/// <para>
/// If the strictest consistency is <see cref="Consistency.Drained"/>, new calls can see some replacements before others; all old bodies have ended
/// when the call returns. Immediate methods are replaced one right after the other.
/// </para>
/// <para>
/// Thread safe. One thread at a time can change a set. Two sets that share methods can't deadlock each other, in whatever order they name the
/// methods.
/// </para>
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
public sealed partial class PatchSet
{
    private readonly string? _owner;
    private readonly object _lock = new();
    private readonly List<SetMember> _members = [];
    private State _state;

    private enum State
    {
        Open,
        Changing,
        Applied,
    }

    /// <summary>Creates an empty set.</summary>
    public PatchSet()
    {
    }

    /// <summary>Creates an empty set with an owner.</summary>
    /// <param name="owner">The name of who is responsible for the set's patches.</param>
    public PatchSet(string? owner) => _owner = owner;

    /// <summary>Gets the owner of the set's patches: the name of who is responsible. Null for none.</summary>
    public string? Owner => _owner;

    /// <summary>Returns the owner, the methods' full names, and whether the set is applied.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        lock (_lock)
            return $"patch set{(_owner is null ? string.Empty : " of " + _owner)}: {(Names.Length == 0 ? "empty" : Names)}{(_state == State.Applied ? ", applied" : string.Empty)}";
    }

    /// <summary>
    /// Gets whether the set is applied. Stays true if other code removes some of its replacements, for example by
    /// <see cref="PatchHandle.Restore()"/>.
    /// </summary>
    public bool IsApplied
    {
        get
        {
            lock (_lock)
                return _state == State.Applied;
        }
    }

    /// <summary>Gets the handles of the methods that the set patches, each once, as a snapshot.</summary>
    public IReadOnlyList<PatchHandle> Handles
    {
        get
        {
            lock (_lock)
                return _members.Select(member => member.Handle).Concat(_flowHandles).Distinct().ToArray();
        }
    }

    /// <summary>Adds a replacement to the set, without applying it.</summary>
    /// <typeparam name="TDelegate">The method's signature.</typeparam>
    /// <param name="handle">The handle of the method.</param>
    /// <param name="replacement">The delegate to run instead of the method.</param>
    /// <returns>This set.</returns>
    /// <exception cref="PatchTargetException"><paramref name="handle"/> is null, or the set already has a replacement for it.</exception>
    /// <exception cref="InvalidReplacementException"><paramref name="replacement"/> is null, or is the patchable method itself.</exception>
    /// <exception cref="PatchException">The set is applied, or is being changed.</exception>
    public PatchSet Add<TDelegate>(PatchHandle<TDelegate> handle, TDelegate replacement)
        where TDelegate : Delegate
        => Add((PatchHandle)handle, replacement);

    /// <summary>Adds a replacement whose type is only known at run time, without applying it.</summary>
    /// <param name="handle">The handle of the method.</param>
    /// <param name="replacement">As for <see cref="PatchHandle.Patch(Delegate)"/>.</param>
    /// <returns>This set.</returns>
    /// <exception cref="PatchTargetException"><paramref name="handle"/> is null, or the set already has a replacement for it.</exception>
    /// <exception cref="InvalidReplacementException">
    /// <paramref name="replacement"/> is null, doesn't fit, or is the patchable method itself.
    /// </exception>
    /// <exception cref="PatchException">The set is applied, or is being changed.</exception>
    public PatchSet Add(PatchHandle handle, Delegate replacement)
    {
        RequireHandle(handle);
        var conforming = handle.Conform(replacement);
        lock (_lock)
        {
            Require(State.Open);
            if (_members.Exists(member => member.Handle == handle && !member.IsLayer))
            {
                throw new PatchTargetException(
                    $"{handle.Name}: can't add a replacement to the patch set. A method without a replacement in the set was expected, but this one "
                    + "has one. Add a layer with Wrap, or use another set.");
            }

            _members.Add(new SetMember(handle, isLayer: false, () => Replacement.OnTop(conforming, _owner)));
        }

        return this;
    }

    /// <summary>Adds a layer to the set, without applying it. A method can have several layers in the set, and a replacement beneath them.</summary>
    /// <typeparam name="TDelegate">The method's signature.</typeparam>
    /// <param name="handle">The handle of the method.</param>
    /// <param name="wrapper">
    /// As for <see cref="PatchHandle{TDelegate}.Wrap(Func{TDelegate, TDelegate}, int)"/>. It first runs when the set is applied.
    /// </param>
    /// <param name="priority">
    /// Layers with a higher priority lie farther out. Among equal priorities, the one that was added last lies farthest out.
    /// </param>
    /// <returns>This set.</returns>
    /// <exception cref="PatchTargetException"><paramref name="handle"/> is null.</exception>
    /// <exception cref="InvalidReplacementException"><paramref name="wrapper"/> is null.</exception>
    /// <exception cref="PatchException">The set is applied or is being changed, or the method has no original that the layer could call.</exception>
    public PatchSet Wrap<TDelegate>(PatchHandle<TDelegate> handle, Func<TDelegate, TDelegate> wrapper, int priority = 0)
        where TDelegate : Delegate
    {
        RequireHandle(handle);
        _ = handle.LayerOf(wrapper, priority);
        lock (_lock)
        {
            Require(State.Open);
            _members.Add(new SetMember(handle, isLayer: true, () => handle.LayerOf(wrapper, priority, _owner)));
        }

        return this;
    }

    /// <summary>
    /// Applies all replacements and layers, and waits for running calls as the methods' consistency requires, without a time limit.
    /// </summary>
    /// <exception cref="PatchException">The set is already applied, or is being changed.</exception>
    /// <exception cref="PatchDeadlockException">
    /// A method of the set that is not <see cref="Consistency.Immediate"/> is running on this thread.
    /// </exception>
    public void Apply() => Apply(Timeout.InfiniteTimeSpan);

    /// <summary>Applies all replacements and layers, and waits at most a given time for running calls.</summary>
    /// <param name="timeout">The longest time to wait, or <see cref="Timeout.InfiniteTimeSpan"/> to wait without limit.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="PatchException">The set is already applied, or is being changed.</exception>
    /// <exception cref="PatchDeadlockException">
    /// A method of the set that is not <see cref="Consistency.Immediate"/> is running on this thread.
    /// </exception>
    /// <exception cref="PatchTimeoutException">Calls are still running after <paramref name="timeout"/>. Nothing has changed.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled. Nothing has changed.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is negative and not infinite.</exception>
    public void Apply(TimeSpan timeout, CancellationToken cancellationToken = default)
        => Change(State.Applied, change => Run(change, new Patience(timeout, cancellationToken)));

    /// <summary>Applies all replacements and layers, and waits for running calls without blocking a thread.</summary>
    /// <param name="timeout">The longest time to wait; null to wait without limit.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>
    /// A task that completes when all replacements and layers are in effect. It fails with the exceptions of
    /// <see cref="Apply(TimeSpan, CancellationToken)"/>.
    /// </returns>
    public Task ApplyAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        => ChangeAsync(State.Applied, timeout, cancellationToken);

    /// <summary>Applies all replacements and layers if that needs no wait.</summary>
    /// <returns>True if the set was applied; false if nothing has changed.</returns>
    /// <exception cref="PatchException">The set is already applied, or is being changed.</exception>
    public bool TryApply() => Change(State.Applied, ChangeRun.TryRun);

    /// <summary>Applies all replacements and layers at once, without waiting for running calls.</summary>
    /// <exception cref="PatchException">The set is already applied, or is being changed.</exception>
    public void ForceApply() => Change(State.Applied, Force);

    /// <summary>
    /// Removes the set's replacements and layers, and waits for running calls as <see cref="Apply()"/> does. Does nothing if the set is not applied.
    /// </summary>
    /// <exception cref="PatchException">The set is being changed.</exception>
    /// <exception cref="PatchDeadlockException">
    /// A method of the set that is not <see cref="Consistency.Immediate"/> is running on this thread.
    /// </exception>
    public void Revert() => Revert(Timeout.InfiniteTimeSpan);

    /// <summary>
    /// Removes the set's replacements and layers, and waits at most a given time for running calls. Does nothing if the set is not applied.
    /// </summary>
    /// <param name="timeout">The longest time to wait, or <see cref="Timeout.InfiniteTimeSpan"/> to wait without limit.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="PatchException">The set is being changed.</exception>
    /// <exception cref="PatchDeadlockException">
    /// A method of the set that is not <see cref="Consistency.Immediate"/> is running on this thread.
    /// </exception>
    /// <exception cref="PatchTimeoutException">Calls are still running after <paramref name="timeout"/>. Nothing has changed.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled. Nothing has changed.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is negative and not infinite.</exception>
    public void Revert(TimeSpan timeout, CancellationToken cancellationToken = default)
        => Change(State.Open, change => Run(change, new Patience(timeout, cancellationToken)));

    /// <summary>Removes the set's replacements and layers, and waits for running calls without blocking a thread.</summary>
    /// <param name="timeout">The longest time to wait; null to wait without limit.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>
    /// A task that completes when the replacements and layers are removed. It fails with the exceptions of
    /// <see cref="Revert(TimeSpan, CancellationToken)"/>.
    /// </returns>
    public Task RevertAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        => ChangeAsync(State.Open, timeout, cancellationToken);

    /// <summary>Removes the set's replacements and layers if that needs no wait.</summary>
    /// <returns>True if they are removed, or if the set was not applied; false if nothing has changed.</returns>
    /// <exception cref="PatchException">The set is being changed.</exception>
    public bool TryRevert() => Change(State.Open, ChangeRun.TryRun);

    /// <summary>Removes the set's replacements and layers at once, without waiting for running calls.</summary>
    /// <exception cref="PatchException">The set is being changed.</exception>
    public void ForceRevert() => Change(State.Open, Force);
}
