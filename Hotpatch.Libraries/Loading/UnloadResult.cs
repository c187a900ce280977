namespace Hotpatch;

/// <summary>What became of a patch library whose patches have been taken back.</summary>
public sealed class UnloadResult
{
    private readonly WeakReference? _context;
    private readonly Func<IReadOnlyList<string>> _findHolders;

    /// <param name="context">The context that it was loaded in; null where that is the caller's.</param>
    /// <param name="findHolders">Looks for what may hold it.</param>
    internal UnloadResult(WeakReference? context, Func<IReadOnlyList<string>> findHolders) => (_context, _findHolders) = (context, findHolders);

    /// <summary>
    /// Whether the library has left memory. Where it has not when <c>Unload</c> returns, it may later, when nothing holds it any more and the
    /// garbage collector has been there: this says what is so when it is asked.
    /// </summary>
    public bool IsGone => _context is { IsAlive: false };

    /// <summary>Where it is not gone: what may hold it, the certain things first; looked for at all handles when it is asked. Empty otherwise.</summary>
    public IReadOnlyList<string> MayHold => IsGone ? [] : _findHolders();

    /// <summary>The answer in words.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => IsGone ? "gone" : "still there; what may hold it: " + string.Join("; ", MayHold);
}
