using Hotpatch.Infrastructure;

namespace Hotpatch.Libraries.Loading;

/// <summary>One attempt to take a library back. Whatever fails, it is applied as before.</summary>
internal sealed class LibraryUnload
{
    private readonly PatchLibrary _library;
    private readonly PatchLibraryOptions _options;
    private readonly LibraryContent _content;
        private bool _isTold;

    private LibraryUnload(PatchLibrary library, PatchLibraryOptions options, LibraryContent content)
    {
        (_library, _options, _content) = (library, options, content);
        Change = LibraryChange.Of(ended: content.Patches, begun: []);
    }

    /// <summary>What takes the patches out.</summary>
    public PatchChange Change { get; }

    /// <returns>The attempt; null where the library has been taken back.</returns>
    /// <exception cref="PatchException">Another thread is at it.</exception>
    public static LibraryUnload? TryBegin(PatchLibrary library, PatchLibraryOptions options)
        => library.TryBeginChange() is { } content ? new(library, options, content) : null;

    /// <summary>Asks the library itself.</summary>
    /// <exception cref="PatchLibraryException">It refuses.</exception>
    /// <exception cref="PatchDeadlockException">A method that would have to be waited for is running on this thread.</exception>
    public async ValueTask AskAsync(LibraryWait wait)
    {
        // The thread may be another one afterwards.
        LibraryGates.RequireOutside(LibraryGates.HandlesOf(_content.Patches));
        At(LibraryStep.Restoring);
        if (_content.Lifecycle is { } lifecycle)
        {
            _isTold = true;
            await lifecycle.RestoringAsync(_content.Application(isUpdate: false), wait).ConfigureAwait(false);
        }

        At(LibraryStep.Revert);
    }

    /// <summary>Lets the library go; the change has been made.</summary>
    public void End()
    {
        At(LibraryStep.Unload);
        _library.EndChange(isOver: true);
    }

    /// <summary>Raises events, when all is done: what subscribers throw undoes nothing.</summary>
    public void Tell() => Change.Tell();

    /// <summary>Puts back what has been done.</summary>
    public async ValueTask AbandonAsync(LibraryWait wait)
    {
        // Does nothing where the change has not been made.
        Change.Undo();
        if (_isTold)
            await _content.Lifecycle!.AppliedAgainAsync(_content.Application(isUpdate: false), wait).ConfigureAwait(false);

        _library.EndChange(isOver: false);
    }

    private void At(LibraryStep step) => _options.Fault?.Invoke(step);
}
