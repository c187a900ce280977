using System.Text;
using Hotpatch.Woven;

namespace Hotpatch.Gates;

/// <summary>All that is counted at one gate. Thread safe.</summary>
/// <param name="gate">The gate.</param>
/// <param name="sides">Both sides.</param>
internal sealed class GateRegister(Gate gate, params GateSide[] sides)
{
    /// <summary>How many calls are inside, on threads and as tasks. Calls come and go meanwhile.</summary>
    public int InFlight => sides.Sum(side => AllThreads.Alive.Sum(thread => thread.CallsOf(side)) + side.Tasks + side.Admitted);

    /// <summary>Whether no thread is inside; of those that entered by one side, where it is named.</summary>
    public bool HasNoCalls(GateSide? side = null) => gate.IsDrainOff || !Array.Exists(sides, part => (side ?? part) == part && AllThreads.HasCalls(part));

    /// <summary>
    /// Whether no call is inside that is on no thread; of those that entered by one side, where it is named. To be asked before
    /// <see cref="HasNoCalls"/>, since a call was let in before it is on its thread, and after, since it becomes a task before it leaves it.
    /// </summary>
    public bool HasNoOthers(GateSide? side = null)
        => gate.IsDrainOff || !Array.Exists(sides, part => (side ?? part) == part && (part.Admitted > 0 || part.Tasks > 0));

    /// <summary>Who is inside: <c>2 calls on thread 7 (worker), 1 call whose task is running</c>.</summary>
    public void Describe(StringBuilder text)
    {
        foreach (var thread in AllThreads.Alive)
        {
            var calls = sides.Sum(thread.CallsOf);
            if (calls <= 0)
                continue;

            Add(calls, $"on thread {thread.Thread.ManagedThreadId}");
            if (thread.Thread.Name is { Length: > 0 } name)
                text.Append(" (").Append(name).Append(')');
        }

        var tasks = sides.Sum(side => side.Tasks);
        if (tasks > 0)
            Add(tasks, tasks == 1 ? "whose task is running" : "whose tasks are running");

        var admitted = sides.Sum(side => side.Admitted);
        if (admitted > 0)
            Add(admitted, admitted == 1 ? "that is about to begin" : "that are about to begin");

        void Add(int calls, string where)
            => text.Append(text.Length > 0 ? ", " : string.Empty).Append(calls).Append(calls == 1 ? " call " : " calls ").Append(where);
    }
}
