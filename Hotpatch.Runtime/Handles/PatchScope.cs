using Hotpatch.Handles;

namespace Hotpatch;

/// <summary>A replacement that holds until the scope is disposed.</summary>
/// <remarks>
/// <para>
/// <see cref="PatchHandle.PatchScoped(Delegate)"/> creates scopes. Scopes can end in any order. After one ends, calls run the topmost replacement
/// that is left, or the original, with the layers around it.
/// </para>
/// <para>Thread safe.</para>
/// </remarks>
public sealed class PatchScope : IDisposable
{
    private Replacement? _replacement;

    internal PatchScope(PatchHandle handle, Replacement replacement)
    {
        Handle = handle;
        _replacement = replacement;
    }

    /// <summary>Gets the handle that the scope patches.</summary>
    public PatchHandle Handle { get; }

    /// <summary>
    /// Removes this scope's replacement and no other. Does nothing if it was removed before, for example by <see cref="PatchHandle.Restore()"/>.
    /// </summary>
    /// <remarks>
    /// <para>
    /// If the method is not <see cref="Consistency.Immediate"/>, this waits for running calls, without a time limit. Inside the method itself, where
    /// the wait would be a deadlock, the replacement is removed without waiting, as by <see cref="PatchHandle.ForceRestore"/>.
    /// </para>
    /// <para>If a subscriber of <see cref="PatchHandle.Changed"/> throws, the exception reaches the caller after the replacement was removed.</para>
    /// </remarks>
    /// <exception cref="PatchDeadlockException">A wrapper of the same method disposes the scope. Dispose it again later.</exception>
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
            // Inside a wrapper of the method, End throws before it changes anything. Keep the replacement, so that the scope can be disposed later.
            Volatile.Write(ref _replacement, replacement);
            throw;
        }
    }
}
