using Hotpatch.Handles;

namespace Hotpatch;

/// <summary>A replacement that holds until it is disposed. Made by <see cref="PatchHandle.PatchScoped(Delegate)"/>.</summary>
/// <remarks>
/// Disposing takes out this scope's replacement and no other, so that scopes may end in any order; what runs then is the newest
/// replacement that is left, or the original, with the layers over it. Disposing again, or after <see cref="PatchHandle.Restore()"/>, does nothing.
/// For a method that is not <see cref="Consistency.Immediate"/>, disposing waits as <see cref="PatchHandle.Restore()"/> does, for as long as it
/// takes; within the method itself, where that would never end, it waits for nothing, as <see cref="PatchHandle.ForceRestore"/>. It throws neither way,
/// but lets through what a subscriber of <see cref="PatchHandle.Changed"/> throws, after the end; and within a wrapper of the same method, which
/// may not change it, it throws <see cref="PatchDeadlockException"/> and can be disposed later.
/// Thread safe.
/// </remarks>
public sealed class PatchScope : IDisposable
{
    private Replacement? _replacement;

    internal PatchScope(PatchHandle handle, Replacement replacement)
    {
        Handle = handle;
        _replacement = replacement;
    }

    /// <summary>The handle that the scope patches.</summary>
    public PatchHandle Handle { get; }

    /// <summary>Takes this scope's replacement out.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _replacement, null) is not { } replacement)
            return;

        try
        {
            Handle.End(replacement);
        }
        catch
        {
            // A wrapper may not do it; it is there to be disposed later.
            Volatile.Write(ref _replacement, replacement);
            throw;
        }
    }
}
