namespace Hotpatch.Routers;

/// <summary>A share of calls or keys, from 0 to 1, that can change while calls ask for it. Thread safe.</summary>
internal sealed class Share
{
    // Calls whose random number, or whose key's hash, is below this belong to the share. 2^32 is all of them.
    private const double All = 4294967296.0;

    [ThreadStatic]
    private static ulong _random;

    private long _threshold;
    private double _value;

    public Share(double value) => Value = value;

    /// <summary>Gets or sets the share.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The share is not a number from 0 to 1.</exception>
    public double Value
    {
        get => Volatile.Read(ref _value);
        set
        {
            if (!(value is >= 0 and <= 1))
                throw new ArgumentOutOfRangeException(nameof(value), value, "A share from 0 to 1 was expected, such as 0.1 for a tenth of the calls.");

            Volatile.Write(ref _value, value);
            Volatile.Write(ref _threshold, (long)Math.Ceiling(value * All));
        }
    }

    /// <summary>Returns whether a call at random belongs to the share.</summary>
    public bool HasNext() => Next() < Volatile.Read(ref _threshold);

    /// <summary>Returns whether a key belongs to the share. A key that belongs to a share belongs to each greater one.</summary>
    /// <param name="hash">The hash of the key, evenly spread.</param>
    public bool Has(uint hash) => hash < Volatile.Read(ref _threshold);

    /// <summary>Returns a random number of 32 bits. Each thread has its own sequence (xorshift64*).</summary>
    private static long Next()
    {
        var state = _random;
        if (state == 0)
            state = Seed();

        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        _random = state;
        return (long)((state * 0x2545F4914F6CDD1D) >> 32);
    }

    private static ulong Seed()
    {
        var bytes = Guid.NewGuid().ToByteArray();
        return BitConverter.ToUInt64(bytes, 0) ^ BitConverter.ToUInt64(bytes, 8) | 1;
    }
}
