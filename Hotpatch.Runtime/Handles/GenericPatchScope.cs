using Hotpatch.Handles;

namespace Hotpatch;

/// <summary>
/// Replacements or layers of all instantiations that hold until they are disposed. Made by
/// <see cref="GenericPatchHandle.PatchScoped(Func{PatchHandle, IReadOnlyList{Type}, Delegate})"/> and
/// <see cref="GenericPatchHandle.Wrap(Func{PatchHandle, IReadOnlyList{Type}, Func{Delegate, Delegate}}, int)"/>.
/// </summary>
/// <remarks>
/// Disposing takes out what this scope has put in and nothing else, so that scopes may end in any order; from then on, instantiations that come into
/// use get nothing of it. It waits as <see cref="PatchScope.Dispose"/> does, and throws no more than that. Disposing again does nothing. Thread safe.
/// </remarks>
public sealed class GenericPatchScope : IDisposable
{
    private FactoryEntry? _entry;

    internal GenericPatchScope(GenericPatchHandle handle, FactoryEntry entry)
    {
        Handle = handle;
        _entry = entry;
    }

    /// <summary>The handle that the scope patches.</summary>
    public GenericPatchHandle Handle { get; }

    /// <summary>Takes out what this scope has put in.</summary>
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
            // A wrapper may not do it; it is there to be disposed later.
            Volatile.Write(ref _entry, entry);
            throw;
        }
    }
}
