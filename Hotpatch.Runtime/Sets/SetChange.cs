using Hotpatch.Gates;
using Hotpatch.Handles;
using Hotpatch.Woven;

namespace Hotpatch.Sets;

/// <summary>A change of several handles: all parts are made, or none.</summary>
/// <param name="members">The parts. Each handle is in one part; an instantiation of a generic handle can be in a part of its own too.</param>
internal sealed class SetChange(IReadOnlyList<IMemberChange> members) : IPreparedChange
{
    private int _made;

    public IEnumerable<string> Names => members.SelectMany(member => member.Names);

    public Transition? CreateTransition()
    {
        var gates = members.Select(member => member.Gate).OfType<Gate>().Distinct().ToArray();
        return gates.Length > 0 ? new Transition(gates, this) : null;
    }

    public void Prepare()
    {
        var expected = new ExpectedStates();
        foreach (var member in members)
            member.Prepare(expected);
    }

    /// <summary>
    /// Makes all parts while holding all locks, so that no other change can come between, even if a part fails and the others are undone.
    /// </summary>
    public void Make()
        => ChangeLock.WhileHolding(members.SelectMany(member => member.Locks), () =>
        {
            try
            {
                for (; _made < members.Count; _made++)
                    members[_made].Make();
            }
            catch
            {
                Undo();
                throw;
            }
        });

    public void Undo()
    {
        while (_made > 0)
            members[--_made].Undo();
    }

    public void Settle()
    {
        foreach (var member in members)
            member.Settle();
    }

    /// <summary>Returns the change that reverts this one after it was made. It is prepared and made like any other.</summary>
    public SetChange Reverse() => new(members.Reverse().Select(member => member.Reverse()).ToArray());

    /// <summary>Raises the events of the handles. Call this when the change is certain to stay.</summary>
    public void Tell() => Telling.Tell(members);
}
