namespace Hotpatch.Tests.Gates.Model;

/// <summary>
/// One state of the model: the memory, each thread's buffer of writes that others do not see yet, and where each thread is. Threads 0 and 1 call,
/// thread 2 patches.
/// </summary>
internal sealed class ModelState
{
    public const int Threads = 3;
    public const int Patcher = 2;
    public const int Closed = 2;

    // Places in memory: the open side, the slot, and by caller and side how many calls are inside.
    public const int Open = 0;
    public const int Slot = 1;
    private const int Counts = 2;
    private const int Places = Counts + 4;

    private readonly sbyte[] _memory;
    private readonly List<Write>[] _buffers;

    public ModelState()
        : this(new sbyte[Places], [[], [], []], [0, 0, 0], [0, 0, 0], [-1, -1], [0, 0, 0], 0, 0)
    {
    }

    private ModelState(
        sbyte[] memory, List<Write>[] buffers, sbyte[] at, sbyte[] register, sbyte[] running, sbyte[] rounds, sbyte returned, sbyte before)
        => (_memory, _buffers, At, Register, Running, Rounds, Returned, Before) = (memory, buffers, at, register, running, rounds, returned, before);

    /// <summary>Each thread's next step.</summary>
    public sbyte[] At { get; }

    /// <summary>What each thread has read last; for a caller, its side.</summary>
    public sbyte[] Register { get; }

    /// <summary>The version of the body that each caller runs; -1 for none.</summary>
    public sbyte[] Running { get; }

    /// <summary>How many calls, or patches, each thread has behind it.</summary>
    public sbyte[] Rounds { get; }

    /// <summary>The newest version whose patch has returned.</summary>
    public sbyte Returned { get; set; }

    /// <summary>The version that a time-out puts back.</summary>
    public sbyte Before { get; set; }

    public static int CountOf(int caller, int side) => Counts + (caller * 2) + side;

    public ModelState Copy()
        => new(
            [.. _memory], [.. _buffers.Select(buffer => buffer.ToList())], [.. At], [.. Register], [.. Running], [.. Rounds], Returned, Before);

    public string Key()
        => string.Create(null, stackalloc char[128], $"{Text(_memory)}|{Buffer(0)}|{Buffer(1)}|{Buffer(2)}|{Text(At)}{Text(Register)}{Text(Running)}{Text(Rounds)}{(char)(Returned + 'a')}{(char)(Before + 'a')}");

    /// <summary>What a thread reads: its own newest write, seen by others or not.</summary>
    public sbyte Read(int thread, int place)
    {
        var own = _buffers[thread].FindLastIndex(write => write.Place == place);
        return own >= 0 ? _buffers[thread][own].Value : _memory[place];
    }

    public void Put(int thread, int place, int value, bool release) => _buffers[thread].Add(new Write((sbyte)place, (sbyte)value, release));

    /// <summary>A fence that all threads pass.</summary>
    public void PassProcessWideBarrier()
    {
        for (var thread = 0; thread < Threads; thread++)
            PassBarrier(thread);
    }

    public void PassBarrier(int thread)
    {
        foreach (var write in _buffers[thread])
            _memory[write.Place] = write.Value;

        _buffers[thread].Clear();
    }

    /// <summary>Every state in which one more write of a thread is seen: in any order, but a release after all before it, and one place in turn.</summary>
    public IEnumerable<ModelState> Committed(int thread)
    {
        var buffer = _buffers[thread];
        for (var i = 0; i < buffer.Count; i++)
        {
            var write = buffer[i];
            if (write.IsRelease ? i > 0 : buffer.FindIndex(other => other.Place == write.Place) < i)
                continue;

            var next = Copy();
            next._memory[write.Place] = write.Value;
            next._buffers[thread].RemoveAt(i);
            yield return next;
        }
    }

    private static string Text(sbyte[] values) => string.Create(values.Length, values, (text, all) =>
    {
        for (var i = 0; i < text.Length; i++)
            text[i] = (char)(all[i] + 'a');
    });

    private string Buffer(int thread) => string.Concat(_buffers[thread].Select(write => $"{(char)(write.Place + 'a')}{(char)(write.Value + 'a')}{(write.IsRelease ? 'r' : 'p')}"));

    private readonly record struct Write(sbyte Place, sbyte Value, bool IsRelease);
}
