using Hotpatch.Woven;

namespace Hotpatch.Gates;

/// <summary>Makes a change through the gates of its methods, by the protocol that <see cref="Gate"/> describes.</summary>
/// <remarks>
/// <para>
/// If one of the gates is <see cref="Consistency.Exclusive"/>, or if the change must happen at once or not at all, all gates are closed. Otherwise
/// all are turned.
/// </para>
/// <para>
/// Transitions take the gates' turns in the order of the gates' numbers, so that two transitions that share gates can't deadlock. However a
/// transition ends early, the change is undone, the gates are open, and their turns are given back.
/// </para>
/// </remarks>
/// <param name="gates">The gates, each once, in any order.</param>
/// <param name="change">The change. It runs no foreign code.</param>
/// <param name="consistency">The consistency of the change; null for that of the strictest gate.</param>
internal sealed class Transition(IEnumerable<Gate> gates, IChange change, Consistency? consistency = null)
{
    private readonly Gate[] _gates = [.. gates.OrderBy(gate => gate.Number)];

    /// <summary>Gets the gates, in the order of their numbers.</summary>
    public IReadOnlyList<Gate> Gates => _gates;

    /// <summary>Gets whether a call of one of the methods is running on this thread. It couldn't end while the transition waits.</summary>
    public bool IsThisThreadInside => Array.Exists(_gates, gate => gate.IsThisThreadInside());

    /// <summary>Returns the transition as steps. The caller calls each step until it returns true, and only then asks for the next one.</summary>
    public IEnumerable<Func<bool>> Steps()
        => InTurn((consistency ?? _gates.Max(gate => gate.Consistency)) == Consistency.Exclusive ? StepsOfClosing() : StepsOfTurning());

    /// <summary>Makes the transition if each step succeeds at the first attempt.</summary>
    /// <returns>Whether the change was made; if not, nothing has changed.</returns>
    public bool TryNow()
    {
        foreach (var holds in InTurn(StepsOfClosing()))
        {
            if (!holds())
                return false;
        }

        return true;
    }

    private IEnumerable<Func<bool>> InTurn(IEnumerable<Func<bool>> steps)
    {
        var taken = 0;
        try
        {
            foreach (var gate in _gates)
            {
                yield return gate.TryTakeTurn;
                taken++;
            }

            foreach (var step in steps)
                yield return step;
        }
        finally
        {
            foreach (var gate in _gates.Take(taken))
                gate.EndTurn();
        }
    }

    private IEnumerable<Func<bool>> StepsOfTurning()
    {
        // T1
        yield return () => AreEmpty(gate => gate.OtherSide);

        var isMade = false;
        var isDone = false;
        try
        {
            // T2, T3, T4, T5
            isMade = true;
            change.Make();
            foreach (var gate in _gates)
                gate.Turn();

            ProcessWideBarrier.Pass();
            yield return () => AreEmpty(gate => gate.OtherSide);
            isDone = true;
        }
        finally
        {
            // Don't turn the gates back: calls have entered by both sides. The next transition waits for them in T1.
            if (isMade && !isDone)
                change.Undo();
        }
    }

    private IEnumerable<Func<bool>> StepsOfClosing()
    {
        try
        {
            // X1, X2, X3, X4, X5
            foreach (var gate in _gates)
                gate.Close();

            // A call that is inside the last gate may already wait at the first, since the gates close one after the other. Let it in.
            Seal(false);

            ProcessWideBarrier.Pass();
            yield return () => AreEmpty(_ => null) && TrySeal();
            change.Make();
        }
        finally
        {
            foreach (var gate in _gates)
                gate.Open();
        }
    }

    // After the gates were found empty, a thread that is inside a gate that another transition has closed may have entered.
    private bool TrySeal()
    {
        Seal(true);
        if (AreEmpty(_ => null))
            return true;

        Seal(false);
        return false;
    }

    private void Seal(bool isSealed)
    {
        foreach (var gate in _gates)
            gate.Seal(isSealed);
    }

    // Check all gates for one kind of call before the next kind. A thread that is inside one gate can begin a call in another, which becomes a task
    // there before the thread leaves the first gate.
    private bool AreEmpty(Func<Gate, GateSide?> side)
        => Array.TrueForAll(_gates, gate => gate.Register.HasNoOthers(side(gate)))
            && Array.TrueForAll(_gates, gate => gate.Register.HasNoCalls(side(gate)))
            && Array.TrueForAll(_gates, gate => gate.Register.HasNoOthers(side(gate)));
}
