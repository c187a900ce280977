using System.Runtime.CompilerServices;
#if NET
using System.Runtime.InteropServices;
#endif
using Hotpatch.Woven;

namespace Hotpatch.Gates;

/// <summary>The call counts of one thread, for the gate sides by which it has entered.</summary>
/// <remarks>
/// <para>
/// The counts are in a hash table with open addressing; the key is the number of the side. A count must not move, since running calls hold a
/// reference to it. So a full table is not copied: a larger one is added, and the old one is kept until no call is counted there.
/// </para>
/// <para>Only the owning thread writes. All threads can read.</para>
/// </remarks>
internal sealed class ThreadCounts
{
    // Unused counts at both ends of a table: data that other threads write must not share a cache line with the counts (false sharing), wherever
    // the garbage collector puts the table.
    private const int Margin = 64 / 16;
    private const int FewestCounts = 4;

    [ThreadStatic]
    private static GateCount[]? _newest;

    [ThreadStatic]
    private static ThreadCounts? _current;

    // Steps that an abort of the thread must not split: after half a step, the thread would count calls where no other thread looks.
    private static readonly Action<int> MakeCurrent = static _ =>
    {
        var made = new ThreadCounts();
        AllThreads.Add(made);
        _current = made;
    };

    private static readonly Action<(ThreadCounts Thread, GateSide Side)> AddSide = static added => added.Thread.Add(added.Side);

    // The newest table is the last. The array is replaced, never changed, since other threads read it.
    private GateCount[][] _tables = [];
    private int _used;

    private ThreadCounts() => AddTable(FewestCounts);

    /// <summary>Gets this thread's newest table; null if the thread has called no gated method yet.</summary>
    public static GateCount[]? Newest => _newest;

    /// <summary>Gets this thread's counts. Creates them at the thread's first call of a gated method, which takes a lock.</summary>
    public static ThreadCounts Current
    {
        get
        {
            if (_current is null)
                Whole.Run(MakeCurrent, 0);

            return _current!;
        }
    }

    /// <summary>Gets this thread's counts; null if the thread has called no gated method yet.</summary>
    public static ThreadCounts? CurrentOrNull => _current;

    public Thread Thread { get; } = Thread.CurrentThread;

    /// <summary>Gets for how many counts the tables have memory. For tests.</summary>
    public int Capacity => Volatile.Read(ref _tables).Sum(table => table.Length);

    /// <summary>Returns the first place at which a side's count can be. The caller must check whose count is there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref GateCount AtHome(GateSide side, GateCount[] table)
    {
        var place = side.Number & (table.Length - (2 * Margin) - 1);
#if NET
        // The index is always in range, but the JIT compiler can't see that: a plain array access would check it in each call.
        return ref Unsafe.Add(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(table), (uint)place), Margin);
#else
        return ref table[place + Margin];
#endif
    }

    /// <summary>Returns the thread's count of a side. Adds one if there is none. Only the owning thread may call this.</summary>
    public ref GateCount Of(GateSide side)
    {
        ref var count = ref PlaceOf(side);
        if (count.Side is not null)
            return ref count;

        Whole.Run(AddSide, (this, side));
        return ref PlaceOf(side);
    }

    /// <summary>
    /// Returns the newest count of a side that has running calls. An older table can have one too. Only the owning thread may call this.
    /// </summary>
    public ref GateCount NewestOf(GateSide side)
    {
        for (var i = _tables.Length - 1; ; i--)
        {
            ref var count = ref _tables[i][FindPlace(side, _tables[i])];
            if (i == 0 || (count.Side is not null && count.CallsOfThisThread > 0))
                return ref count;
        }
    }

    /// <summary>Returns how many calls of the thread are running that entered by a side. Any thread may call this.</summary>
    public int CallsOf(GateSide side)
    {
        var calls = 0;
        foreach (var table in Volatile.Read(ref _tables))
        {
            ref var count = ref table[FindPlace(side, table)];
            if (count.Side is not null)
                calls += count.Calls;
        }

        return calls;
    }

    /// <summary>Returns the gates whose methods are running on this thread. Only the owning thread may call this.</summary>
    public Gate[] GatesInside()
    {
        List<Gate>? gates = null;
        foreach (var table in _tables)
        {
            for (var i = 0; i < table.Length; i++)
            {
                if (table[i] is { Side.Gate: { } gate, Calls: > 0 })
                    (gates ??= []).Add(gate);
            }
        }

        return gates?.ToArray() ?? [];
    }

    /// <summary>Returns the place of a side's count, or the free place where it belongs. The owning thread may add other counts meanwhile.</summary>
    private static int FindPlace(GateSide side, GateCount[] table)
    {
        var mask = table.Length - (2 * Margin) - 1;
        var place = side.Number & mask;
        while (Volatile.Read(ref table[place + Margin].Side) is { } other && other != side)
            place = (place + 1) & mask;

        return place + Margin;
    }

    private ref GateCount PlaceOf(GateSide side)
    {
        var table = _tables[_tables.Length - 1];
        return ref table[FindPlace(side, table)];
    }

    private void Add(GateSide side)
    {
        var table = _tables[_tables.Length - 1];

        // Keep a quarter of the places free, so that searches end soon.
        if ((_used + 1) * 4 > (table.Length - (2 * Margin)) * 3)
            table = AddTable((table.Length - (2 * Margin)) * 2);

        _used++;
        Volatile.Write(ref table[FindPlace(side, table)].Side, side);
    }

    private GateCount[] AddTable(int counts)
    {
        var table = new GateCount[counts + (2 * Margin)];
        Volatile.Write(ref _tables, [.. _tables.Where(HasCalls), table]);
        _newest = table;
        _used = 0;
        return table;
    }

    private static bool HasCalls(GateCount[] table) => Array.Exists(table, count => count.Calls > 0);
}
