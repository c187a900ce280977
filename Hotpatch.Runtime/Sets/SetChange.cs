using Hotpatch.Gates;
using Hotpatch.Handles;

namespace Hotpatch.Sets;

/// <summary>A change of what several methods run: all of it or nothing.</summary>
/// <param name="edits">What changes, each handle once.</param>
internal sealed class SetChange(IReadOnlyList<(PatchHandle Handle, StackEdit Edit)> edits) : IChange
{
    private readonly List<HandleChange> _made = [];

    public IEnumerable<string> Names => edits.Select(edit => edit.Handle.Name);

    /// <summary>The replacements that came, in the order of the edits.</summary>
    public IEnumerable<ReplacementStack.Replacement?> Replacements => _made.Select(change => change.Replacement);

    /// <summary>The transition of all gates; null where there are none.</summary>
    public Transition? Transition
    {
        get
        {
            var gates = edits.Select(edit => edit.Handle.Gate).OfType<Woven.Gate>().Distinct().ToArray();
            return gates.Length > 0 ? new Transition(gates, this) : null;
        }
    }

    public void Make()
    {
        try
        {
            foreach (var (handle, edit) in edits)
            {
                var change = new HandleChange(handle, edit);
                change.Make();
                _made.Add(change);
            }
        }
        catch
        {
            Undo();
            throw;
        }
    }

    public void Undo()
    {
        for (var i = _made.Count - 1; i >= 0; i--)
            _made[i].Undo();

        _made.Clear();
    }

    /// <summary>Raises the handles' events; when it is certain that the change stays.</summary>
    public void Tell()
    {
        foreach (var change in _made)
            change.Tell();
    }
}
