using Hotpatch.Gates;

namespace Hotpatch.Handles;

/// <summary>A change of what one handle's method runs, that can be undone.</summary>
/// <param name="handle">The handle.</param>
/// <param name="edit">The change.</param>
internal sealed class HandleChange(PatchHandle handle, StackEdit edit) : IChange
{
    private ReplacementStack.Snapshot? _before;
    private int _version;
    private PatchHandle.Exchanged _exchanged;

    public IEnumerable<string> Names => [handle.Name];

    /// <summary>The replacement that came; null where none did.</summary>
    public ReplacementStack.Replacement? Replacement => _exchanged.Replacement;

    public void Make() => _exchanged = handle.Apply(edit, out _before, out _version);

    public void Undo()
    {
        if (_before is not null)
            handle.Undo(_before, _version, Replacement);
    }

    /// <summary>Raises the handle's event; when it is certain that the change stays.</summary>
    public void Tell() => _exchanged.Tell();
}
