namespace Hotpatch.Tests.Gates.Model;

/// <summary>
/// How gates are closed whose methods call each other, with every interleaving of what happens under their locks: callers that enter one gate within
/// another, and patches that wait for them. How a count is seen without a lock is <see cref="GateModel"/>'s.
/// </summary>
/// <param name="callers">The gates that each caller enters, one within the other, before it leaves them again.</param>
/// <param name="patches">The gates of each patch.</param>
/// <param name="mistake">What is left out; null for the protocol as it is.</param>
internal sealed class MutualModel(int[][] callers, int[][] patches, MutualMistake? mistake)
{

    private enum Gate : sbyte
    {
        Open,
        Closed,
        Sealed,
    }

    private enum Step : sbyte
    {
        Close,
        Wake,
        Look,
        Seal,
        LookAgain,
        Unseal,
        Make,
        Open,
        Done,
    }

    /// <summary>Visits every state.</summary>
    /// <returns>How many there are, and the first one that is wrong, or that leads to no end.</returns>
    public (int States, string? Violation) Explore()
    {
        var first = new State(callers, patches.Length);
        var before = new Dictionary<string, List<string>>(StringComparer.Ordinal) { [first.Key] = [] };
        var open = new Stack<State>([first]);
        var ends = new List<string>();
        while (open.TryPop(out var state))
        {
            if (state.IsOver)
                ends.Add(state.Key);

            foreach (var next in Next(state))
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

        var endless = before.Keys.Except(LeadingTo(ends, before)).FirstOrDefault();
        return (before.Count, endless is null ? null : "this never ends: " + endless);
    }

    private static HashSet<string> LeadingTo(List<string> ends, Dictionary<string, List<string>> before)
    {
        var leading = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(ends);
        while (open.TryPop(out var state))
        {
            if (!leading.Add(state))
                continue;

            foreach (var previous in before[state])
                open.Push(previous);
        }

        return leading;
    }

    private IEnumerable<State> Next(State state)
        => Enumerable.Range(0, callers.Length).Select(caller => Call(state, caller))
            .Concat(Enumerable.Range(0, patches.Length).Select(patch => Patch(state, patch)))
            .OfType<State>();

    private State? Call(State state, int caller)
    {
        var gates = callers[caller];
        if (state.IsWaiting[caller] || state.At[caller] == 2 * gates.Length)
            return null;

        var next = state.Copy();
        var isEntering = state.At[caller] < gates.Length;
        var gate = isEntering ? gates[state.At[caller]] : gates[(2 * gates.Length) - state.At[caller] - 1];
        if (isEntering && state.Gates[gate] != Gate.Open && !MustGetOn(state, gates.Take(state.At[caller]), gate))
        {
            next.IsWaiting[caller] = true;
            return next;
        }

        next.Inside[gate] += isEntering ? 1 : -1;
        next.At[caller]++;
        return next;
    }

    private bool MustGetOn(State state, IEnumerable<int> inside, int gate)
        => state.Gates[gate] != Gate.Sealed
            && inside.Any(around => state.Gates[around] != Gate.Open
                && (mistake != MutualMistake.OnlyOfSamePatch || Array.Exists(patches, gates => gates.Contains(gate) && gates.Contains(around))));

    /// <summary>One gate after the other in each step.</summary>
    private State? Patch(State state, int patch)
    {
        var (step, index) = (state.Steps[patch], state.Index[patch]);
        if (step == Step.Done)
            return null;

        var next = state.Copy();
        var gate = patches[patch][index];
        var isEmpty = state.Inside[gate] == 0;
        switch (step)
        {
            case Step.Close:
                next.Gates[gate] = Gate.Closed;
                break;
            case Step.Wake or Step.Unseal:
                next.Gates[gate] = Gate.Closed;
                if (mistake != (step == Step.Wake ? MutualMistake.WithoutWakingAfterClosing : MutualMistake.WithoutWakingAfterSeal))
                    next.Wake(gate);

                break;
            case Step.Look when !isEmpty:
                return next.Go(patch, Step.Look);
            case Step.Seal when mistake != MutualMistake.WithoutSeal:
                next.Gates[gate] = Gate.Sealed;
                break;
            case Step.LookAgain when !isEmpty && mistake is not (MutualMistake.WithoutSeal or MutualMistake.WithoutSecondLook):
                return next.Go(patch, Step.Unseal);
            case Step.Make when !isEmpty:
                next.Violation = "a method is changed while a call is inside: " + state.Key;
                break;
            case Step.Open:
                next.Gates[gate] = Gate.Open;
                next.Wake(gate);
                break;
            default:
                break;
        }

        return index + 1 < patches[patch].Length ? next.GoOn(patch) : next.Go(patch, After(step));
    }

    private static Step After(Step step) => step switch
    {
        Step.LookAgain => Step.Make,
        Step.Unseal => Step.Look,
        _ => step + 1,
    };

    private sealed record State(int[][] Callers, Gate[] Gates, int[] Inside, int[] At, bool[] IsWaiting, Step[] Steps, int[] Index)
    {
        private const int MostGates = 3;

        public State(int[][] callers, int patches)
            : this(callers, new Gate[MostGates], new int[MostGates], new int[callers.Length], new bool[callers.Length], new Step[patches], new int[patches])
        {
        }

        public string? Violation { get; set; }

        public bool IsOver => Steps.All(step => step == Step.Done) && At.Zip(Callers).All(caller => caller.First == 2 * caller.Second.Length);

        public string Key => $"{string.Join(',', Gates)} {string.Join(',', Inside)} {string.Join(',', At)} {string.Join(',', IsWaiting)} {string.Join(',', Steps)} {string.Join(',', Index)}";

        public State Copy() => new(Callers, [.. Gates], [.. Inside], [.. At], [.. IsWaiting], [.. Steps], [.. Index]);

        public State Go(int patch, Step step)
        {
            (Steps[patch], Index[patch]) = (step, 0);
            return this;
        }

        public State GoOn(int patch)
        {
            Index[patch]++;
            return this;
        }

        /// <summary>Lets those that wait at a gate look again.</summary>
        public void Wake(int gate)
        {
            for (var caller = 0; caller < Callers.Length; caller++)
                IsWaiting[caller] = IsWaiting[caller] && Callers[caller][At[caller]] != gate;
        }
    }
}
