using System.Text;
using Hotpatch.Woven;

namespace Hotpatch.Gates;

/// <summary>Reads all counts of one gate. Thread safe.</summary>
/// <remarks>
/// A call is counted by its thread, or, while it is on no thread, by its side: as a task that has not completed, or as a call that was admitted and
/// has not begun.
/// </remarks>
/// <param name="gate">The gate.</param>
/// <param name="sides">Both sides of the gate.</param>
internal sealed class GateRegister(Gate gate, params GateSide[] sides)
{
    /// <summary>Gets how many calls are running, on threads and as tasks. The number can change at any time.</summary>
    public int InFlight => sides.Sum(side => AllThreads.Alive.Sum(thread => thread.CallsOf(side)) + side.Tasks + side.Admitted);

    /// <summary>Returns whether no call is running on a thread.</summary>
    /// <param name="side">The side by which the calls entered; null for both sides.</param>
    public bool HasNoCalls(GateSide? side = null) => gate.IsDrainOff || !Array.Exists(sides, part => (side ?? part) == part && AllThreads.HasCalls(part));

    /// <summary>Returns whether no call exists that is on no thread.</summary>
    /// <remarks>
    /// Call this before and after <see cref="HasNoCalls"/>, so that no call is missed: an admitted call moves from its side to a thread, and a call
    /// that returns a task moves from its thread to the side.
    /// </remarks>
    /// <param name="side">The side by which the calls entered; null for both sides.</param>
    public bool HasNoOthers(GateSide? side = null)
        => gate.IsDrainOff || !Array.Exists(sides, part => (side ?? part) == part && (part.Admitted > 0 || part.Tasks > 0));

    /// <summary>Appends the running calls to a message: <c>2 calls on thread 7 (worker), 1 call whose task is running</c>.</summary>
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
