namespace Hotpatch;

/// <summary>The result of unloading a patch library: whether it has left memory, and if not, what may keep it there.</summary>
/// <remarks>Thread safety: all members can be called from any thread.</remarks>
public sealed class UnloadResult
{
    private readonly WeakReference? _context;
    private readonly Func<IReadOnlyList<string>> _findHolders;

    /// <summary>Creates a result.</summary>
    /// <param name="context">The library's load context; null if the caller loaded the assembly.</param>
    /// <param name="findHolders">Finds what may keep the library in memory.</param>
    internal UnloadResult(WeakReference? context, Func<IReadOnlyList<string>> findHolders) => (_context, _findHolders) = (context, findHolders);

    /// <summary>
    /// Gets whether the library has left memory now. If it is false when <c>Unload</c> returns, it becomes true once nothing references the library and
    /// the garbage collector has run.
    /// </summary>
    public bool IsGone => _context is { IsAlive: false };

    /// <summary>Gets what may keep the library in memory; empty if it is gone. References that handles hold come first, being certain.</summary>
    /// <remarks>Each call searches all handles in use.</remarks>
    public IReadOnlyList<string> MayHold => IsGone ? [] : _findHolders();

    /// <summary>Returns the result in words.</summary>
    /// <returns>"gone", or "still in memory" with the list of <see cref="MayHold"/>.</returns>
    public override string ToString() => IsGone ? "gone" : "still in memory; it may be held by: " + string.Join("; ", MayHold);
}
