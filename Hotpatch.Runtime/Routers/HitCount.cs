namespace Hotpatch.Routers;

/// <summary>Counts how often a target ran. Cheap rather than exact: threads that share a cell at one moment can lose a call.</summary>
internal sealed class HitCount
{
    private const int Cells = 4;

    // The cells lie on cache lines of their own.
    private const int Distance = 8;

    private readonly long[] _cells = new long[Cells * Distance];

    /// <summary>Gets the number of calls so far.</summary>
    public long Value
    {
        get
        {
            var sum = 0L;
            for (var i = 0; i < _cells.Length; i += Distance)
                sum += Volatile.Read(ref _cells[i]);

            return sum;
        }
    }

    /// <summary>Counts a call.</summary>
    public void Add() => _cells[(Environment.CurrentManagedThreadId & (Cells - 1)) * Distance]++;
}
