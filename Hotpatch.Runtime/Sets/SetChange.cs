using Hotpatch.Gates;
using Hotpatch.Handles;
using Hotpatch.Woven;

namespace Hotpatch.Sets;

/// <summary>A change of what several methods run: all of it or nothing.</summary>
/// <param name="members">What changes; each handle once, but for one that is an instantiation of a generic handle too.</param>
internal sealed class SetChange(IReadOnlyList<IMemberChange> members) : IPreparedChange
{
    private int _made;

    public IEnumerable<string> Names => members.SelectMany(member => member.Names);

    public Transition? Transition
    {
        get
        {
            var gates = members.Select(member => member.Gate).OfType<Gate>().Distinct().ToArray();
            return gates.Length > 0 ? new Transition(gates, this) : null;
        }
    }

    public void Prepare()
    {
        var expected = new ExpectedStates();
        foreach (var member in members)
            member.Prepare(expected);
    }

    /// <summary>Under all locks, so that nothing can come between where a part of it must be undone.</summary>
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

    /// <summary>What takes this change back after it was made; it is prepared and made as any other.</summary>
    public SetChange Reverse() => new([.. members.Reverse().Select(member => member.Reverse())]);

    /// <summary>Raises the handles' events; when it is certain that the change stays.</summary>
    public void Tell() => Telling.Tell(members);
}
