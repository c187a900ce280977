namespace Hotpatch.Tests.Gates.Model;

/// <summary>
/// The protocol of <see cref="Hotpatch.Woven.Gate"/>, step by step, with every interleaving of two callers and one patcher, on a machine that delays
/// writes, and swaps those that are no releases. Each caller calls twice, the patcher may time out at any moment, and callers may be aborted between any
/// two steps, except in the handler that abandons a call.
/// </summary>
/// <param name="closes">Whether the gate is closed, rather than turned.</param>
/// <param name="mistake">What is left out or swapped; null for the protocol as it is.</param>
/// <param name="patches">How often the patcher patches.</param>
/// <param name="aborts">Whether callers are aborted.</param>
internal sealed class GateModel(bool closes, Mistake? mistake, int patches = 3, bool aborts = false)
{
    private const int Calls = 2;
    private const int Aborted = 6;
    private const int Done = 99;

    /// <summary>Visits every state.</summary>
    /// <returns>How many there are, and the first violation.</returns>
    public (int States, string? Violation) Explore()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<ModelState>();
        Visit(new ModelState());
        while (open.TryPop(out var state))
        {
            if (Violation(state) is { } violation)
                return (seen.Count, violation);

            for (var thread = 0; thread < ModelState.Threads; thread++)
            {
                foreach (var next in state.Committed(thread).Concat(thread == ModelState.Patcher ? Patch(state) : Call(state, thread).Concat(Abort(state, thread))))
                    Visit(next);
            }
        }

        return (seen.Count, null);

        void Visit(ModelState state)
        {
            if (seen.Add(state.Key()))
                open.Push(state);
        }
    }

    private string? Violation(ModelState state)
    {
        for (var caller = 0; caller < ModelState.Patcher; caller++)
        {
            if (state.Running[caller] is >= 0 and var version && version < state.Returned)
                return $"version {version} runs after the patch to {state.Returned} has returned";

            if (state.At[caller] == Done && Array.Exists([0, 1], side => CallsOf(state, caller, side) != 0))
                return $"caller {caller} has ended, and still counts {CallsOf(state, caller, 0)} and {CallsOf(state, caller, 1)} calls";
        }

        return closes && state.Running[0] >= 0 && state.Running[1] >= 0 && state.Running[0] != state.Running[1]
            ? $"versions {state.Running[0]} and {state.Running[1]} run at once"
            : null;
    }

    private IEnumerable<ModelState> Call(ModelState state, int caller)
    {
        var next = state.Copy();
        var side = state.Register[caller];
        switch (state.At[caller])
        {
            case 0: // C1
                next.Register[caller] = state.Read(caller, ModelState.Open);
                if (next.Register[caller] == ModelState.Closed)
                    return [];

                next.At[caller] = 1;
                break;
            case 1: // C2
                Count(1);
                next.At[caller] = (sbyte)(mistake == Mistake.WithoutValidation ? 3 : 2);
                break;
            case 2: // C3
                next.At[caller] = (sbyte)(state.Read(caller, ModelState.Open) == side ? 3 : 5);
                break;
            case 3: // C4
                next.Running[caller] = state.Read(caller, ModelState.Slot);
                next.At[caller] = 4;
                break;
            case 4: // C5
                next.Running[caller] = -1;
                Count(0);
                next.At[caller] = (sbyte)(++next.Rounds[caller] == Calls ? Done : 0);
                break;
            case 5: // takes the announcement back
                Count(0);
                next.At[caller] = 0;
                break;
            case Aborted: // abandons the call: ends what has begun, and has not ended
                if (mistake == Mistake.AbandonedUnseen || (mistake != Mistake.NotAbandoned && side != ModelState.Closed && CallsOf(state, caller, side) > 0))
                    Count(CallsOf(state, caller, side) - 1);

                next.At[caller] = Done;
                break;
            default:
                return [];
        }

        return [next];

        void Count(int calls) => next.Put(caller, ModelState.CountOf(caller, side), calls, release: true);
    }

    /// <summary>The thread of a caller is aborted, and goes on in the handler.</summary>
    private IEnumerable<ModelState> Abort(ModelState state, int caller)
    {
        if (!aborts || state.At[caller] >= Aborted)
            return [];

        var next = state.Copy();
        next.Running[caller] = -1;
        next.At[caller] = Aborted;
        return [next];
    }

    private static int CallsOf(ModelState state, int caller, int side) => state.Read(caller, ModelState.CountOf(caller, side));

    private IEnumerable<ModelState> Patch(ModelState state)
    {
        var next = state.Copy();
        var version = (sbyte)(state.Rounds[ModelState.Patcher] + 1);
        var side = state.Register[ModelState.Patcher];
        return state.At[ModelState.Patcher] == Done ? [] : closes ? Close(state, next, version, side) : Turn(state, next, version, side);
    }

    private IEnumerable<ModelState> Turn(ModelState state, ModelState next, sbyte version, sbyte side)
    {
        const int P = ModelState.Patcher;
        var other = 1 - side;
        switch (state.At[P])
        {
            case 0 or 1: // T1, one caller after the other
                if (!IsEmpty(state, state.At[P], other) && mistake != Mistake.WithoutFirstWait)
                    return [GiveUp(next, isMade: false)];

                next.At[P]++;
                break;
            case 2: // T2
                next.Before = state.Read(P, ModelState.Slot);
                if (mistake == Mistake.SlotLast)
                    next.Put(P, ModelState.Open, other, release: true);
                else
                    next.Put(P, ModelState.Slot, version, release: false);

                next.At[P] = 3;
                break;
            case 3: // T3
                if (mistake == Mistake.SlotLast)
                    next.Put(P, ModelState.Slot, version, release: false);
                else
                    next.Put(P, ModelState.Open, other, release: mistake != Mistake.PlainTurn);

                next.Register[P] = (sbyte)other;
                next.At[P] = 4;
                break;
            case 4: // T4
                Barrier(next);
                next.At[P] = 5;
                break;
            case 5 or 6: // T5, one caller after the other
                if (!IsEmpty(state, state.At[P] - 5, other))
                    return [GiveUp(next, isMade: true)];

                next.At[P]++;
                break;
            default:
                Return(next, version);
                break;
        }

        return [next];
    }

    private IEnumerable<ModelState> Close(ModelState state, ModelState next, sbyte version, sbyte side)
    {
        const int P = ModelState.Patcher;
        switch (state.At[P])
        {
            case 0: // X1
                next.Put(P, ModelState.Open, ModelState.Closed, release: true);
                next.At[P] = 1;
                break;
            case 1: // X2
                Barrier(next);
                next.At[P] = 2;
                break;
            case >= 2 and <= 5: // X3, one count after the other
                var count = state.At[P] - 2;
                if (!IsEmpty(state, count / 2, count % 2))
                {
                    // A time-out opens it again.
                    next.Put(P, ModelState.Open, side, release: true);
                    return [GiveUp(next, isMade: false)];
                }

                next.At[P]++;
                break;
            case 6: // X4
                next.Put(P, ModelState.Slot, version, release: false);
                next.At[P] = 7;
                break;
            case 7: // X5
                next.Put(P, ModelState.Open, side, release: mistake != Mistake.PlainTurn);
                next.At[P] = 8;
                break;
            default:
                Return(next, version);
                break;
        }

        return [next];
    }

    private static bool IsEmpty(ModelState state, int caller, int side) => state.Read(ModelState.Patcher, ModelState.CountOf(caller, side)) == 0;

    private void Barrier(ModelState next)
    {
        if (mistake == Mistake.OwnBarrierOnly)
            next.PassBarrier(ModelState.Patcher);
        else
            next.PassProcessWideBarrier();
    }

    private void Return(ModelState next, sbyte version)
    {
        next.Returned = version;
        Begin(next);
    }

    /// <summary>A time-out. Whoever waits may also go on waiting: that is the state before this one.</summary>
    private ModelState GiveUp(ModelState next, bool isMade)
    {
        if (isMade)
        {
            next.Put(ModelState.Patcher, ModelState.Slot, next.Before, release: false);
            next.PassBarrier(ModelState.Patcher);
        }

        Begin(next);
        return next;
    }

    private void Begin(ModelState next)
    {
        next.At[ModelState.Patcher] = (sbyte)(++next.Rounds[ModelState.Patcher] == patches ? Done : 0);
    }
}
