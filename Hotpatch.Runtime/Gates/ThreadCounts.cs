using System.Runtime.CompilerServices;
#if NET
using System.Runtime.InteropServices;
#endif
using Hotpatch.Woven;

namespace Hotpatch.Gates;

/// <summary>
/// The counts of one thread: a hash table, open addressed, by the sides' numbers. It holds the sides by which the thread has entered, and no others.
/// </summary>
/// <remarks>
/// A count stays where it is, since calls that are running know it by its place. So a table that is full is not copied: a larger one is put before it,
/// and the old one is kept until no call is counted there. Only the thread changes anything; every thread may read.
/// </remarks>
internal sealed class ThreadCounts
{
    // Counts at both ends that nobody uses: what other threads write must not lie on the same line of a processor's cache, wherever the collector puts
    // the table.
    private const int Margin = 64 / 16;
    private const int FewestCounts = 4;

    [ThreadStatic]
    private static GateCount[]? _newest;

    [ThreadStatic]
    private static ThreadCounts? _current;

    // A thread that is aborted between two of their writes would count where nobody looks.
    private static readonly Action<int> MakeCurrent = static _ =>
    {
        var made = new ThreadCounts();
        AllThreads.Add(made);
        _current = made;
    };

    private static readonly Action<(ThreadCounts Thread, GateSide Side)> AddSide = static added => added.Thread.Add(added.Side);

    // The newest last. Written as a whole.
    private GateCount[][] _tables = [];
    private int _used;

    private ThreadCounts() => AddTable(FewestCounts);

    /// <summary>This thread's newest table; null where it has been at no gate yet.</summary>
    public static GateCount[]? Newest => _newest;

    /// <summary>This thread's counts.</summary>
    public static ThreadCounts Current
    {
        get
        {
            if (_current is null)
                Whole.Run(MakeCurrent, 0);

            return _current!;
        }
    }

    /// <summary>This thread's counts; null where it has been at no gate yet.</summary>
    public static ThreadCounts? CurrentOrNull => _current;

    public Thread Thread { get; } = Thread.CurrentThread;

    /// <summary>The counts for which there is memory; for tests.</summary>
    public int Capacity => Volatile.Read(ref _tables).Sum(table => table.Length);

    /// <summary>Where a side's count is, unless another has that place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref GateCount AtHome(GateSide side, GateCount[] table)
    {
        var place = side.Number & (table.Length - (2 * Margin) - 1);
#if NET
        // It is within: the JIT does not see it, and each call would check.
        return ref Unsafe.Add(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(table), (uint)place), Margin);
#else
        return ref table[place + Margin];
#endif
    }

    /// <summary>The thread's count of a side, for itself.</summary>
    public ref GateCount Of(GateSide side)
    {
        ref var count = ref PlaceOf(side);
        if (count.Side is not null)
            return ref count;

        Whole.Run(AddSide, (this, side));
        return ref PlaceOf(side);
    }

    /// <summary>The thread's count of a side that has calls, for itself; the newest, where the table has become too small for the calls since.</summary>
    public ref GateCount NewestOf(GateSide side)
    {
        for (var i = _tables.Length - 1; ; i--)
        {
            ref var count = ref _tables[i][FindPlace(side, _tables[i])];
            if (i == 0 || (count.Side is not null && count.CallsOfThisThread > 0))
                return ref count;
        }
    }

    /// <summary>How many calls of the thread are inside that entered by a side, for any thread.</summary>
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

    /// <summary>The gates that the thread is inside, for itself.</summary>
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

    /// <summary>The place of a side's count, or that where it would be. Others may put counts in meanwhile, but not that one.</summary>
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

        // One in four stays free: a search ends there.
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
