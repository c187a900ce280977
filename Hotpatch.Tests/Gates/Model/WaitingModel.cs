namespace Hotpatch.Tests.Gates.Model;

/// <summary>
/// Calls that return tasks at one gate that is closed and opened again, with every interleaving: how they wait, are let in, go to a thread, and become
/// tasks. How a thread's count is seen is <see cref="GateModel"/>'s.
/// </summary>
/// <param name="callers">How many call.</param>
/// <param name="patches">How many patches there are, one at a time.</param>
/// <param name="mistake">What is done otherwise; null for the protocol as it is.</param>
/// <param name="aborts">Whether threads are aborted: those that wait, those that begin a call that was let in, and those that are inside.</param>
internal sealed class WaitingModel(int callers, int patches, WaitingMistake? mistake, bool aborts = false)
{
    private const int TwoOpenings = 3;

    private enum Call : sbyte
    {
        New,
        AboutToQueue,
        Waiting,
        Admitted,
        OnThreadToo,
        OnNeither,
        OnThread,
        TaskToo,
        LeftThread,
        Task,
        Ended,
    }

    private enum Patch : sbyte
    {
        Close,
        LookAtOthers,
        LookAtThreads,
        LookAtOthersAgain,
        Make,
        Made,
        Count,
        Done,
    }

    /// <summary>Visits every state.</summary>
    /// <returns>How many there are, and the first one that is wrong, or that leads to no end.</returns>
    public (int States, string? Violation) Explore()
    {
        var first = new State(new Call[callers], new int[callers], Patch.Close, Patches: 0, IsOpen: true, Threads: 0, Others: 0);
        var before = new Dictionary<string, List<string>>(StringComparer.Ordinal) { [first.Key] = [] };
        var open = new Stack<State>([first]);
        var ends = new Stack<string>();
        while (open.TryPop(out var state))
        {
            if (state.Calls.All(call => call == Call.Ended) && state.Step == Patch.Done)
                ends.Push(state.Key);

            foreach (var next in Enumerable.Range(0, callers).SelectMany(caller => new[] { GoOn(state, caller), Abort(state, caller) }).Append(GoOn(state)).OfType<State>())
            {
                if (next.Violation is { } violation)
                    return (before.Count, violation);

                if (!before.TryGetValue(next.Key, out var list))
                {
                    before.Add(next.Key, list = []);
                    open.Push(next);
                }

                list.Add(state.Key);
            }
        }

        var leading = new HashSet<string>(StringComparer.Ordinal);
        while (ends.TryPop(out var end))
        {
            if (leading.Add(end))
                before[end].ForEach(ends.Push);
        }

        var endless = before.Keys.FirstOrDefault(key => !leading.Contains(key));
        return (before.Count, endless is null ? null : "this never ends: " + endless);
    }

    private State? GoOn(State state, int caller)
    {
        var next = state.Copy();
        switch (state.Calls[caller])
        {
            case Call.New when state.IsOpen:
                next.Threads++;
                return next.With(caller, Call.OnThread);
            case Call.New:
                return next.With(caller, mistake == WaitingMistake.LookedBeforeQueued ? Call.AboutToQueue : Call.Waiting);
            case Call.AboutToQueue:
                return next.With(caller, Call.Waiting);
            case Call.Admitted when mistake == WaitingMistake.HandedOverBackwards:
                next.Others--;
                return next.With(caller, Call.OnNeither);
            case Call.OnNeither:
                next.Threads++;
                return next.With(caller, Call.OnThread);
            case Call.Admitted:
                next.Threads++;
                return next.With(caller, Call.OnThreadToo);
            case Call.OnThreadToo:
                next.Others--;
                return next.With(caller, Call.OnThread);
            case Call.OnThread when mistake == WaitingMistake.TaskAfterThread:
                next.Threads--;
                return next.With(caller, Call.LeftThread);
            case Call.LeftThread:
                next.Others++;
                return next.With(caller, Call.Task);
            case Call.OnThread:
                next.Others++;
                return next.With(caller, Call.TaskToo);
            case Call.TaskToo:
                next.Threads--;
                return next.With(caller, Call.Task);
            case Call.Task:
                next.Others--;
                return next.With(caller, Call.Ended);
            default:
                return null;
        }
    }

    /// <summary>The thread is aborted, and its handlers have run. Where a call goes from one count to another, the step is whole.</summary>
    private State? Abort(State state, int caller)
    {
        if (!aborts)
            return null;

        var next = state.Copy();
        switch (state.Calls[caller])
        {
            case Call.New or Call.AboutToQueue or Call.Waiting:
                return next.With(caller, Call.Ended);
            case Call.Admitted:
                next.Others -= mistake == WaitingMistake.AbortedInLine ? 0 : 1;
                return next.With(caller, Call.Ended);
            case Call.OnThreadToo when mistake == WaitingMistake.AbortedInStep:
                next.Threads--;
                return next.With(caller, Call.Ended);
            case Call.OnThread:
                next.Threads -= mistake == WaitingMistake.AbortedInside ? 0 : 1;
                return next.With(caller, Call.Ended);
            case Call.TaskToo:
                next.Threads--;
                return next.With(caller, Call.Task);
            default:
                return null;
        }
    }

    private State? GoOn(State state)
    {
        var next = state.Copy();
        switch (state.Step)
        {
            case Patch.Close:
                next.IsOpen = false;
                return next.At(mistake == WaitingMistake.WithoutFirstLook ? Patch.LookAtThreads : Patch.LookAtOthers);
            case Patch.LookAtOthers:
                return next.At(state.Others == 0 ? Patch.LookAtThreads : Patch.LookAtOthers);
            case Patch.LookAtThreads:
                return state.Threads != 0 ? next.At(mistake == WaitingMistake.WithoutFirstLook ? Patch.LookAtThreads : Patch.LookAtOthers)
                    : next.At(mistake == WaitingMistake.WithoutLastLook ? Patch.Make : Patch.LookAtOthersAgain);
            case Patch.LookAtOthersAgain:
                return next.At(state.Others == 0 ? Patch.Make : mistake == WaitingMistake.WithoutFirstLook ? Patch.LookAtThreads : Patch.LookAtOthers);
            case Patch.Make:
                next.Violation = Array.Exists(state.Calls, call => call is > Call.Admitted and < Call.Ended) ? "it is changed while a call is inside: " + state.Key : null;
                return next.At(Patch.Made);
            case Patch.Made:
                return Open(next);
            case Patch.Count:
                next.Others += state.Calls.Count(call => call == Call.Admitted);
                return next.Begin(patches);
            default:
                return null;
        }
    }

    private State Open(State next)
    {
        next.IsOpen = true;
        for (var caller = 0; caller < callers; caller++)
        {
            if (next.Openings[caller] > 0 && next.Calls[caller] <= Call.Waiting && ++next.Openings[caller] == TwoOpenings)
                next.Violation = "a second patch has kept a call out: " + next.Key;

            if (next.Calls[caller] != Call.Waiting)
                continue;

            next.Calls[caller] = mistake == WaitingMistake.OnlyWoken ? Call.New : Call.Admitted;
            if (mistake is not (WaitingMistake.OnlyWoken or WaitingMistake.CountedAfterOpening))
                next.Others++;
        }

        return mistake == WaitingMistake.CountedAfterOpening ? next.At(Patch.Count) : next.Begin(patches);
    }

    /// <param name="Calls">Where each call is.</param>
    /// <param name="Openings">For each call that had to wait, one more than the openings since then.</param>
    /// <param name="Step">Where the patch is.</param>
    /// <param name="Patches">How many patches are over.</param>
    /// <param name="IsOpen">Whether the gate is.</param>
    /// <param name="Threads">What threads count.</param>
    /// <param name="Others">What is counted besides: those that were let in, and tasks.</param>
    private sealed record State(Call[] Calls, int[] Openings, Patch Step, int Patches, bool IsOpen, int Threads, int Others)
    {
        public bool IsOpen { get; set; } = IsOpen;

        public int Threads { get; set; } = Threads;

        public int Others { get; set; } = Others;

        public string? Violation { get; set; }

        public string Key => $"{string.Join(',', Calls)} {string.Join(',', Openings)} {Step} {Patches} {IsOpen} {Threads} {Others}";

        public State Copy() => this with { Calls = [.. Calls], Openings = [.. Openings] };

        public State With(int caller, Call call)
        {
            Calls[caller] = call;
            Openings[caller] = call switch
            {
                Call.Waiting => Math.Max(1, Openings[caller]),
                > Call.Waiting => 0,
                _ => Openings[caller],
            };
            return this;
        }

        public State At(Patch step) => this with { Step = step };

        public State Begin(int patches) => this with { Step = Patches + 1 == patches ? Patch.Done : Patch.Close, Patches = Patches + 1 };
    }
}
