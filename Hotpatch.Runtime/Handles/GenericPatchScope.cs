using Hotpatch.Handles;

namespace Hotpatch;

/// <summary>Replacements or layers of all instantiations of a generic method. Dispose the scope to remove them.</summary>
/// <remarks>
/// <para>
/// <see cref="GenericPatchHandle.PatchScoped(Func{PatchHandle, IReadOnlyList{Type}, Delegate})"/> and
/// <see cref="GenericPatchHandle.Wrap(Func{PatchHandle, IReadOnlyList{Type}, Func{Delegate, Delegate}}, int)"/> create scopes, as do
/// <see cref="GenericPatchHandle.PatchWhenArguments"/> and <c>Intercept</c>. Scopes can end in any order.
/// </para>
/// <para>Thread safe.</para>
/// </remarks>
public sealed class GenericPatchScope : IDisposable
{
    private FactoryEntry? _entry;

    internal GenericPatchScope(GenericPatchHandle handle, FactoryEntry entry, FaultGuard? guard)
    {
        Handle = handle;
        Owner = entry.Owner;
        Guard = guard;
        _entry = entry;
    }

    /// <summary>Gets the handle that the scope patches.</summary>
    public GenericPatchHandle Handle { get; }

    /// <summary>Gets the owner: the name of who is responsible for the patches. Null if none was given.</summary>
    public string? Owner { get; }

    /// <summary>Gets the guard of all instantiations that <see cref="PatchOptions.RollbackOnFault"/> asked for; null if there is none.</summary>
    public FaultGuard? Guard { get; }

    /// <summary>Returns the method's full name and the owner.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Handle.Name}: patches of all instantiations{(Owner is null ? string.Empty : ", owned by " + Owner)}";

    /// <summary>
    /// Removes the replacements or layers of this scope and no others. Instantiations that come into use later get nothing from the scope.
    /// </summary>
    /// <remarks>Waits for running calls as <see cref="PatchScope.Dispose"/> does. Disposing again does nothing.</remarks>
    /// <exception cref="PatchDeadlockException">A wrapper of one of the instantiations disposes the scope. Dispose it again later.</exception>
    public void Dispose() => End(Handle.End);

    /// <summary>Ends the scope without waiting for running calls.</summary>
    internal void EndAtOnce() => End(Handle.EndAtOnce);

    /// <summary>Gets the factory of the scope; null if it is not in effect.</summary>
    internal FactoryEntry? Active => Volatile.Read(ref _entry) is { } entry && Handle.State.Factories.Contains(entry) ? entry : null;

    /// <summary>Puts another factory in the place of the scope's, if that is in effect.</summary>
    internal void Exchange(Func<FactoryEntry, FactoryEntry> replace)
    {
        if (Active is not { } before || replace(before) is var after && after == before)
            return;

        Handle.Exchange(before, after);

        // If the scope has ended meanwhile, or another thread was faster, the new factory ends too.
        if (Interlocked.CompareExchange(ref _entry, after, before) != before)
            Handle.EndAtOnce(after);
    }

    private void End(Action<FactoryEntry> end)
    {
        if (Interlocked.Exchange(ref _entry, null) is not { } entry)
            return;

        try
        {
            end(entry);
        }
        catch
        {
            // Inside a wrapper of the method, End throws before it changes anything. Keep the entry, so that the scope can be disposed later.
            Volatile.Write(ref _entry, entry);
            throw;
        }
    }
}
