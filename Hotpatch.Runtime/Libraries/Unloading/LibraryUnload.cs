using Hotpatch.Libraries.Loading;
using Hotpatch.Sets;

namespace Hotpatch.Libraries.Unloading;

/// <summary>One attempt to take a library back. Whatever fails, it is applied as before.</summary>
internal sealed class LibraryUnload
{
    private readonly PatchLibrary _library;
    private readonly PatchLibraryOptions _options;
    private readonly LibraryContent _content;
    private readonly LibraryChange _change;
    private bool _isTold;

    private LibraryUnload(PatchLibrary library, PatchLibraryOptions options, LibraryContent content)
    {
        (_library, _options, _content) = (library, options, content);
        _change = new LibraryChange(ended: content.Patches, begun: []);
    }

    /// <summary>What takes the patches out.</summary>
    public SetChange Change => _change.Set;

    /// <returns>The attempt; null where the library has been taken back.</returns>
    /// <exception cref="PatchException">Another thread is at it.</exception>
    public static LibraryUnload? TryBegin(PatchLibrary library, PatchLibraryOptions options)
        => library.TryBeginChange() is { } content ? new(library, options, content) : null;

    /// <summary>Asks the library itself.</summary>
    /// <exception cref="PatchLibraryException">It refuses.</exception>
    public void Ask()
    {
        At(LibraryStep.Restoring);
        _isTold = true;
        _content.Lifecycle?.Restoring(_content.Application(isUpdate: false));
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
    public void Abandon()
    {
        // Does nothing where the change has not been made.
        Change.Undo();
        if (_isTold)
            _content.Lifecycle?.AppliedAgain(_content.Application(isUpdate: false));

        _library.EndChange(isOver: false);
    }

    private void At(LibraryStep step) => _options.Fault?.Invoke(step);
}
