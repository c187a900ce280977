using System.Text;
using Hotpatch.Woven;

namespace Hotpatch.Gates;

/// <summary>
/// All counts of one gate. Those of dead threads are dropped when there have come as many as the rest, so that memory is bounded by the
/// threads that live; calls of a thread that died inside will not end, and count no longer. Thread safe.
/// </summary>
internal sealed class GateRegister(Gate gate)
{
    private const int FewestToPrune = 32;

    private readonly object _lock = new();
    private readonly List<GateCount> _counts = [];
    private readonly GateSide[] _sides = [new(gate), new(gate)];
    private int _pruneAt = FewestToPrune;

    /// <summary>How many calls are inside, on threads and as tasks. Calls come and go meanwhile.</summary>
    public int InFlight
    {
        get
        {
            lock (_lock)
                return _counts.Sum(CallsOf) + _sides.Sum(side => side.Tasks);
        }
    }

    /// <summary>How many counts are kept; for tests.</summary>
    public int Kept
    {
        get
        {
            lock (_lock)
                return _counts.Count;
        }
    }

    /// <summary>Makes the counts of a thread that has not been here.</summary>
    public (GateCount First, GateCount Second) Add(Thread thread)
    {
        var first = new GateCount(_sides[0], thread);
        var second = new GateCount(_sides[1], thread);
        lock (_lock)
        {
            if (_counts.Count >= _pruneAt)
            {
                _counts.RemoveAll(count => !count.Thread.IsAlive);
                _pruneAt = Math.Max(FewestToPrune, _counts.Count * 2);
            }

            _counts.Add(first);
            _counts.Add(second);
        }

        return (first, second);
    }

    /// <summary>Whether no thread is inside; of those that entered by one side, where it is named.</summary>
    public bool HasNoCalls(int? side = null)
    {
        if (gate.IsDrainOff)
            return true;

        var part = side is { } index ? _sides[index - gate.FirstSide] : null;
        lock (_lock)
            return !_counts.Exists(count => (part is null || count.Side == part) && CallsOf(count) > 0);
    }

    /// <summary>
    /// Whether no task is running; of those that entered by one side, where it is named. To be asked after <see cref="HasNoCalls"/>: a call
    /// becomes a task before it leaves its thread.
    /// </summary>
    public bool HasNoTasks(int? side = null)
        => gate.IsDrainOff || (side is { } index ? _sides[index - gate.FirstSide].Tasks : _sides.Sum(part => part.Tasks)) == 0;

    /// <summary>Who is inside: <c>2 calls on thread 7 (worker), 1 call whose task is running</c>.</summary>
    public void Describe(StringBuilder text)
    {
        lock (_lock)
        {
            foreach (var thread in _counts.GroupBy(count => count.Thread, CallsOf).Where(thread => thread.Sum() > 0))
            {
                Add(thread.Sum(), $"on thread {thread.Key.ManagedThreadId}");
                if (thread.Key.Name is { Length: > 0 } name)
                    text.Append(" (").Append(name).Append(')');
            }
        }

        var tasks = _sides.Sum(side => side.Tasks);
        if (tasks > 0)
            Add(tasks, tasks == 1 ? "whose task is running" : "whose tasks are running");

        void Add(int calls, string where)
            => text.Append(text.Length > 0 ? ", " : string.Empty).Append(calls).Append(calls == 1 ? " call " : " calls ").Append(where);
    }

    private static int CallsOf(GateCount count) => count.Calls is > 0 and var calls && count.Thread.IsAlive ? calls : 0;
}
