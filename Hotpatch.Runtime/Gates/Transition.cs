using Hotpatch.Woven;

namespace Hotpatch.Gates;

/// <summary>
/// Takes one or more gates from before a change to after it, by the protocol that <see cref="Gate"/> describes: turned one and all, or, as soon as
/// one of them is <see cref="Consistency.Exclusive"/> or the change must happen at once, closed one and all.
/// </summary>
/// <remarks>
/// Turns are taken in the order of the gates' numbers, so that transitions that share some cannot wait for each other. Whatever ends a transition
/// early, the change is undone, the gates are open, and their turns are over.
/// </remarks>
/// <param name="gates">The gates; each once, in any order.</param>
/// <param name="change">What is to happen; it calls nothing foreign.</param>
/// <param name="consistency">What it promises; null for what the strictest of the gates does.</param>
internal sealed class Transition(IEnumerable<Gate> gates, IChange change, Consistency? consistency = null)
{
    private readonly Gate[] _gates = [.. gates.OrderBy(gate => gate.Number)];

    /// <summary>The gates, in the order of their numbers.</summary>
    public IReadOnlyList<Gate> Gates => _gates;

    /// <summary>Whether a call of one of the methods is on this thread, which could not end while it waits.</summary>
    public bool IsThisThreadInside => Array.Exists(_gates, gate => gate.IsThisThreadInside());

    /// <summary>The transition in steps: each element is to become true before the next is asked for.</summary>
    public IEnumerable<Func<bool>> Steps()
        => InTurn((consistency ?? _gates.Max(gate => gate.Consistency)) == Consistency.Exclusive ? StepsOfClosing() : StepsOfTurning());

    /// <summary>The transition at once, or not at all.</summary>
    /// <returns>Whether it has happened.</returns>
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
            // The gates stay turned: calls are on both sides now, for the next T1 to wait for.
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

            // Who is inside the last one may have begun to wait at the first before both were closed, and must get on.
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

    // A thread that is inside a gate that another patch has closed may have come in since these were found empty.
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

    // Each step for all gates before the next: what a thread that is inside one gate begins in another may become a task there before it leaves.
    private bool AreEmpty(Func<Gate, GateSide?> side)
        => Array.TrueForAll(_gates, gate => gate.Register.HasNoOthers(side(gate)))
            && Array.TrueForAll(_gates, gate => gate.Register.HasNoCalls(side(gate)))
            && Array.TrueForAll(_gates, gate => gate.Register.HasNoOthers(side(gate)));
}
