namespace Hotpatch.Observers;

/// <summary>Picks the calls to observe. Thread safe, without locks.</summary>
/// <param name="rate">The share of the calls, from 0 to 1.</param>
/// <param name="perSecond">The most calls in one second.</param>
internal sealed class CallSampler(double rate, int perSecond)
{
    [ThreadStatic]
    private static uint _random;

    private readonly uint _below = (uint)(rate * uint.MaxValue);

    // The second, and how many calls were picked in it: in one word, so that no more than the bound are picked.
    private long _window = (long)Second << 32;
    private long _dropped;

    /// <summary>Gets whether all calls are picked.</summary>
    public bool PicksAll { get; } = rate >= 1 && perSecond == int.MaxValue;

    /// <summary>Gets how many calls were not picked because of the bound.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    private static int Second => (int)((uint)Environment.TickCount / 1000);

    public bool Picks() => (rate >= 1 || (_below > 0 && Next() <= _below)) && (perSecond == int.MaxValue || IsWithinBound());

    // Xorshift: evenly spread, and without shared memory.
    private static uint Next()
    {
        var random = _random;
        if (random == 0)
            random = (uint)Guid.NewGuid().GetHashCode() | 1;

        random ^= random << 13;
        random ^= random >> 17;
        random ^= random << 5;
        return _random = random;
    }

    private bool IsWithinBound()
    {
        while (true)
        {
            var window = Interlocked.Read(ref _window);
            var second = Second;
            var picked = (int)(window >> 32) == second ? (int)window : 0;
            if (picked >= perSecond)
            {
                Interlocked.Increment(ref _dropped);
                return false;
            }

            if (Interlocked.CompareExchange(ref _window, ((long)second << 32) | (uint)(picked + 1), window) == window)
                return true;
        }
    }
}
