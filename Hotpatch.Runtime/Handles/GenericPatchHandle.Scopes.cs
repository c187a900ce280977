using Hotpatch.Gates;
using Hotpatch.Handles;

namespace Hotpatch;

/// <content>What holds until it is disposed: replacements and layers of all instantiations.</content>
public sealed partial class GenericPatchHandle
{
    /// <summary>
    /// Patches every instantiation until the scope is disposed, those in use now and each further one when it comes into use. Lies over what is there,
    /// and leaves it as it is.
    /// </summary>
    /// <param name="factory">As for <see cref="Patch(Func{PatchHandle, IReadOnlyList{Type}, Delegate})"/>.</param>
    /// <returns>The scope; dispose it to take the replacements out again.</returns>
    /// <exception cref="InvalidReplacementException">As for <see cref="Patch(Func{PatchHandle, IReadOnlyList{Type}, Delegate})"/>.</exception>
    /// <exception cref="PatchDeadlockException">The method waits for running calls, and one of them is on this thread.</exception>
    public GenericPatchScope PatchScoped(Func<PatchHandle, IReadOnlyList<Type>, Delegate?> factory) => PatchScoped(factory, Timeout.InfiniteTimeSpan);

    /// <summary>
    /// As <see cref="PatchScoped(Func{PatchHandle, IReadOnlyList{Type}, Delegate})"/>, and waits no longer than it is told for that to take effect.
    /// </summary>
    /// <param name="factory">As for <see cref="Patch(Func{PatchHandle, IReadOnlyList{Type}, Delegate})"/>.</param>
    /// <param name="timeout">As for <see cref="Patch(Func{PatchHandle, IReadOnlyList{Type}, Delegate}, TimeSpan, CancellationToken)"/>.</param>
    /// <param name="cancellationToken">As for <see cref="Patch(Func{PatchHandle, IReadOnlyList{Type}, Delegate}, TimeSpan, CancellationToken)"/>.</param>
    /// <returns>The scope; its own end waits as long as it takes.</returns>
    /// <exception cref="InvalidReplacementException">As for <see cref="Patch(Func{PatchHandle, IReadOnlyList{Type}, Delegate})"/>.</exception>
    /// <exception cref="PatchDeadlockException">The method is running on this thread.</exception>
    /// <exception cref="PatchTimeoutException">The time is over. All is as it was.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled. All is as it was.</exception>
    public GenericPatchScope PatchScoped(
        Func<PatchHandle, IReadOnlyList<Type>, Delegate?> factory, TimeSpan timeout, CancellationToken cancellationToken = default)
        => Begin(Entry(factory), timeout, cancellationToken);

    /// <summary>
    /// Lays a layer over what every instantiation runs, those in use now and each further one when it comes into use, until the scope is disposed.
    /// </summary>
    /// <param name="factory">
    /// Makes the wrapper of one instantiation, as <see cref="PatchHandle.Wrap(Func{Delegate, Delegate}, int)"/> takes it, from its handle and its type
    /// arguments; null leaves that one as it is. It is called as that of <see cref="Patch(Func{PatchHandle, IReadOnlyList{Type}, Delegate})"/> is.
    /// </param>
    /// <param name="priority">Layers of a higher number lie farther out; among equals the newest does.</param>
    /// <returns>The scope; dispose it to take the layers out again.</returns>
    /// <exception cref="InvalidReplacementException">
    /// The factory is null, or a wrapper gives what does not fit. Nothing has changed; the same holds when either throws.
    /// </exception>
    /// <exception cref="PatchException">An instantiation has no original to lie over: <see cref="PatchHandle.HasOriginal"/> is false.</exception>
    /// <exception cref="PatchDeadlockException">The method waits for running calls, and one of them is on this thread.</exception>
    /// <example>
    /// <code>
    /// using (Patchable.ForAll(typeof(Box&lt;&gt;), "Get").Wrap((handle, types) => below => Logged(handle, below)))
    /// {
    ///     // every Get of every Box is logged
    /// }
    /// </code>
    /// </example>
#pragma warning disable RS0026 // The second argument tells which is meant.
    public GenericPatchScope Wrap(Func<PatchHandle, IReadOnlyList<Type>, Func<Delegate, Delegate>?> factory, int priority = 0)
        => Wrap(factory, Timeout.InfiniteTimeSpan, CancellationToken.None, priority);

    /// <summary>
    /// As <see cref="Wrap(Func{PatchHandle, IReadOnlyList{Type}, Func{Delegate, Delegate}}, int)"/>, and waits no longer than it is told for that to take
    /// effect.
    /// </summary>
    /// <param name="factory">As for <see cref="Wrap(Func{PatchHandle, IReadOnlyList{Type}, Func{Delegate, Delegate}}, int)"/>.</param>
    /// <param name="timeout">As for <see cref="Patch(Func{PatchHandle, IReadOnlyList{Type}, Delegate}, TimeSpan, CancellationToken)"/>.</param>
    /// <param name="cancellationToken">As for <see cref="Patch(Func{PatchHandle, IReadOnlyList{Type}, Delegate}, TimeSpan, CancellationToken)"/>.</param>
    /// <param name="priority">As for <see cref="Wrap(Func{PatchHandle, IReadOnlyList{Type}, Func{Delegate, Delegate}}, int)"/>.</param>
    /// <returns>The scope; its own end waits as long as it takes.</returns>
    /// <exception cref="InvalidReplacementException">As for <see cref="Wrap(Func{PatchHandle, IReadOnlyList{Type}, Func{Delegate, Delegate}}, int)"/>.</exception>
    /// <exception cref="PatchException">An instantiation has no original to lie over.</exception>
    /// <exception cref="PatchDeadlockException">The method is running on this thread.</exception>
    /// <exception cref="PatchTimeoutException">The time is over. All is as it was.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled. All is as it was.</exception>
#pragma warning disable CA1068 // Everything that waits has the token after the time-out.
    public GenericPatchScope Wrap(
        Func<PatchHandle, IReadOnlyList<Type>, Func<Delegate, Delegate>?> factory,
        TimeSpan timeout,
        CancellationToken cancellationToken = default,
        int priority = 0)
#pragma warning restore RS0026, CA1068
        => factory is null
            ? throw new InvalidReplacementException($"{Name}: a factory of wrappers was expected, but null was found.")
            : Begin(
                new FactoryEntry((handle, typeArguments) => factory(handle, typeArguments) is { } wrapper ? handle.LayerOf(wrapper, priority) : null),
                timeout,
                cancellationToken);

    /// <summary>Takes a factory out, and what it has given. It waits as the end of a scope does, within the method for nothing.</summary>
    internal void End(FactoryEntry entry) => ChangeRun.End(new GenericChange(this, entry, begun: null));

    private GenericPatchScope Begin(FactoryEntry entry, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var change = new GenericChange(this, ended: null, entry);
        ChangeRun.Run(change, new Patience(timeout, cancellationToken));
        try
        {
            change.Tell();
        }
        catch
        {
            // The caller gets nothing to end it by. Subscribers hear of this too; what the first one threw is what the caller hears.
            Shield(() => End(entry));
            throw;
        }

        return new GenericPatchScope(this, entry);
    }
}
