using Hotpatch.Handles;

namespace Hotpatch;

/// <summary>Replacements or layers of all instantiations of a generic method. Dispose the scope to remove them.</summary>
/// <remarks>
/// <para>
/// <see cref="GenericPatchHandle.PatchScoped(Func{PatchHandle, IReadOnlyList{Type}, Delegate})"/> and
/// <see cref="GenericPatchHandle.Wrap(Func{PatchHandle, IReadOnlyList{Type}, Func{Delegate, Delegate}}, int)"/> create scopes. Scopes can end in any
/// order.
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
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _entry, null) is not { } entry)
            return;

        try
        {
            Handle.End(entry);
        }
        catch
        {
            // Inside a wrapper of the method, End throws before it changes anything. Keep the entry, so that the scope can be disposed later.
            Volatile.Write(ref _entry, entry);
            throw;
        }
    }
}
