using Hotpatch.Infrastructure;

namespace Hotpatch.Libraries.Loading;

/// <summary>Unloads one library, once. If a step fails, the library stays applied as before.</summary>
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

    /// <summary>Gets the change that removes the patches.</summary>
    public PatchChange Change { get; }

    /// <summary>
    /// Begins to unload a library. From here to <see cref="End"/> or <see cref="AbandonAsync"/>, no other thread can unload or replace it.
    /// </summary>
    /// <returns>The attempt; null if the library is already unloaded.</returns>
    /// <exception cref="PatchException">Another thread is unloading or replacing the library.</exception>
    public static LibraryUnload? TryBegin(PatchLibrary library, PatchLibraryOptions options)
        => library.TryBeginChange() is { } content ? new(library, options, content) : null;

    /// <summary>Calls the library's <see cref="IPatchLifecycle.OnRestoring"/>, which may refuse.</summary>
    /// <exception cref="PatchLibraryException">The library refuses, or its code throws.</exception>
    /// <exception cref="PatchDeadlockException">A method that the change would wait for is running on this thread.</exception>
    public async ValueTask AskAsync(LibraryWait wait)
    {
        // First: after an await, this may run on another thread than the caller's.
        LibraryGates.RequireOutside(LibraryGates.HandlesOf(_content.Patches));
        At(LibraryStep.Restoring);
        if (_content.Lifecycle is { } lifecycle)
        {
            _isTold = true;
            await lifecycle.RestoringAsync(_content.Application(isUpdate: false), wait).ConfigureAwait(false);
        }

        At(LibraryStep.Revert);
    }

    /// <summary>Unloads the library's assemblies, after the change was made.</summary>
    public void End()
    {
        At(LibraryStep.Unload);
        _library.EndChange(isOver: true);
    }

    /// <summary>Raises the handles' events. Call this last: an exception of a subscriber then undoes nothing.</summary>
    public void Tell() => Change.Tell();

    /// <summary>Undoes the attempt: the library stays applied.</summary>
    public async ValueTask AbandonAsync(LibraryWait wait)
    {
        // Does nothing if the change was not made.
        Change.Undo();
        if (_isTold)
            await _content.Lifecycle!.AppliedAgainAsync(_content.Application(isUpdate: false), wait).ConfigureAwait(false);

        _library.EndChange(isOver: false);
    }

    private void At(LibraryStep step) => _options.Fault?.Invoke(step);
}
