using Hotpatch.Gates;
using Hotpatch.Handles;

namespace Hotpatch;

/// <content>Patches of all instantiations with an owner, a place, a guard, and a time to wait.</content>
public sealed partial class GenericPatchHandle
{
    /// <summary>Patches all instantiations with an owner, and at a place among the replacements of other owners.</summary>
    /// <param name="factory">As for <see cref="Patch(Func{PatchHandle, IReadOnlyList{Type}, Delegate})"/>.</param>
    /// <param name="options">
    /// The owner, the place, a guard, and how long to wait. The guard counts the exceptions of all instantiations together, and removes all their
    /// replacements.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="InvalidReplacementException">
    /// <paramref name="factory"/> is null, or a replacement doesn't fit its instantiation. Nothing has changed.
    /// </exception>
    /// <exception cref="PatchException">The owners of an instantiation's replacements name each other in a cycle. Nothing has changed.</exception>
    /// <exception cref="PatchDeadlockException">
    /// The method is not <see cref="Consistency.Immediate"/>, and a call of it is running on this thread.
    /// </exception>
    /// <exception cref="PatchTimeoutException">Calls are still running after <see cref="PatchOptions.WaitTime"/>. Nothing has changed.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled. Nothing has changed.</exception>
    public void Patch(Func<PatchHandle, IReadOnlyList<Type>, Delegate?> factory, PatchOptions options)
    {
        var (entry, guard) = Entry(factory, options);
        guard?.Begin(() => EndAtOnce(entry));
        Change(entry, options.WaitTime, options.CancellationToken);
    }

    /// <summary>
    /// Patches all instantiations until the scope is disposed, with an owner, and at a place among the replacements of other owners.
    /// </summary>
    /// <param name="factory">As for <see cref="Patch(Func{PatchHandle, IReadOnlyList{Type}, Delegate})"/>.</param>
    /// <param name="options">As for <see cref="Patch(Func{PatchHandle, IReadOnlyList{Type}, Delegate}, PatchOptions)"/>.</param>
    /// <returns>The scope; dispose it to remove the replacements. Disposing waits without limit.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="InvalidReplacementException">
    /// <paramref name="factory"/> is null, or a replacement doesn't fit its instantiation. Nothing has changed.
    /// </exception>
    /// <exception cref="PatchException">The owners of an instantiation's replacements name each other in a cycle. Nothing has changed.</exception>
    /// <exception cref="PatchDeadlockException">
    /// The method is not <see cref="Consistency.Immediate"/>, and a call of it is running on this thread.
    /// </exception>
    /// <exception cref="PatchTimeoutException">Calls are still running after <see cref="PatchOptions.WaitTime"/>. Nothing has changed.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled. Nothing has changed.</exception>
    public GenericPatchScope PatchScoped(Func<PatchHandle, IReadOnlyList<Type>, Delegate?> factory, PatchOptions options)
    {
        var (entry, guard) = Entry(factory, options);
        return Begin(entry, options, guard);
    }

    /// <summary>Adds a layer to all instantiations until the scope is disposed, with an owner, and at a place among those of other owners.</summary>
    /// <param name="factory">As for <see cref="Wrap(Func{PatchHandle, IReadOnlyList{Type}, Func{Delegate, Delegate}}, int)"/>.</param>
    /// <param name="options">The owner, the place, and how long to wait.</param>
    /// <returns>The scope; dispose it to remove the layers. Disposing waits without limit.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="options"/> has <see cref="PatchOptions.RollbackOnFault"/>.</exception>
    /// <exception cref="InvalidReplacementException">
    /// <paramref name="factory"/> is null, or a wrapper returns a delegate that doesn't fit. Nothing has changed.
    /// </exception>
    /// <exception cref="PatchException">
    /// An instantiation has no original that the layer could call: <see cref="PatchHandle.HasOriginal"/> is false. Or the owners of an
    /// instantiation's layers name each other in a cycle.
    /// </exception>
    /// <exception cref="PatchDeadlockException">
    /// The method is not <see cref="Consistency.Immediate"/>, and a call of it is running on this thread.
    /// </exception>
    /// <exception cref="PatchTimeoutException">Calls are still running after <see cref="PatchOptions.WaitTime"/>. Nothing has changed.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled. Nothing has changed.</exception>
    public GenericPatchScope Wrap(Func<PatchHandle, IReadOnlyList<Type>, Func<Delegate, Delegate>?> factory, PatchOptions options)
    {
        PatchHandle.RequireOptions(options);
        PatchHandle.RequireNoGuard(options);
        RequireWrappers(factory);
        return Begin(
            new FactoryEntry(
                (handle, typeArguments) => factory(handle, typeArguments) is { } wrapper ? handle.LayerOf(wrapper, options.Priority ?? 0, options) : null,
                options.Owner),
            options,
            guard: null);
    }

    /// <summary>Adds a factory, with the waiting of options. Its guard is there before: calls run the entries during the wait.</summary>
    private GenericPatchScope Begin(FactoryEntry entry, PatchOptions options, FaultGuard? guard)
    {
        var scope = new GenericPatchScope(this, entry, guard);
        guard?.Begin(scope.EndAtOnce);
        BeginFactory(entry, options.WaitTime, options.CancellationToken);
        return scope;
    }

    /// <summary>Removes a factory and the entries that it made, without waiting.</summary>
    internal void EndAtOnce(FactoryEntry entry)
    {
        var change = new GenericChange(this, entry, begun: null);
        ChangeRun.Force(change);
        change.Tell();
    }

    /// <summary>Puts one factory in the place of another, and waits for running calls.</summary>
    internal void Exchange(FactoryEntry ended, FactoryEntry begun)
    {
        var change = new GenericChange(this, ended, begun);
        ChangeRun.Run(change, new Patience(Timeout.InfiniteTimeSpan, CancellationToken.None));
        change.Tell();
    }

    /// <summary>Creates a factory of replacements. All of them have one guard, if the options ask for one.</summary>
    private (FactoryEntry Entry, FaultGuard? Guard) Entry(Func<PatchHandle, IReadOnlyList<Type>, Delegate?> factory, PatchOptions options)
        => Entry(factory, options, (_, target) => Replacement.Of(target, options));

    private (FactoryEntry Entry, FaultGuard? Guard) Entry(
        Func<PatchHandle, IReadOnlyList<Type>, Delegate?> factory, PatchOptions options, Func<PatchHandle, Delegate, StackEntry> create)
    {
        PatchHandle.RequireOptions(options);
        RequireReplacements(factory);
        var guard = options.RollbackOnFault is { } limit ? new FaultGuard(Name, limit) : null;
        return (new FactoryEntry(Make, options.Owner), guard);

        StackEntry? Make(PatchHandle handle, IReadOnlyList<Type> typeArguments)
        {
            if (factory(handle, typeArguments) is not { } replacement)
                return null;

            var target = handle.Conform(replacement);
            return create(handle, guard?.Protect(handle, target) ?? target);
        }
    }

    private void RequireReplacements(Func<PatchHandle, IReadOnlyList<Type>, Delegate?>? factory)
        => _ = factory ?? throw new InvalidReplacementException(
            $"{Name}: a factory of replacements was expected, but null was found. To remove the replacements, call Restore.");

    private void RequireWrappers(Func<PatchHandle, IReadOnlyList<Type>, Func<Delegate, Delegate>?>? factory)
        => _ = factory ?? throw new InvalidReplacementException(
            $"{Name}: a factory of wrappers was expected, but null was found. Pass a delegate that makes the wrapper of each instantiation.");
}
