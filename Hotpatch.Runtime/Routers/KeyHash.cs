namespace Hotpatch.Routers;

/// <summary>Hashes keys, so that they are spread evenly over 32 bits.</summary>
/// <remarks>
/// Strings, numbers, characters and GUIDs have the same hash in each process and on each machine, so that a key takes the same side on all of them.
/// Other keys are hashed by <see cref="object.GetHashCode"/>, which can differ between processes.
/// </remarks>
internal static class KeyHash
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>Returns the hash of a key.</summary>
    /// <typeparam name="TKey">The type of the key.</typeparam>
    /// <param name="key">The key.</param>
    /// <param name="salt">A number that makes different patches pick different keys.</param>
    public static uint Of<TKey>(TKey key, ulong salt)
        => Mix(salt ^ key switch
        {
            null => 0,
            string text => Of(text),
            Guid guid => Of(guid.ToByteArray()),
            int number => (ulong)number,
            long number => (ulong)number,
            uint number => number,
            ulong number => number,
            short number => (ulong)number,
            ushort number => number,
            byte number => number,
            sbyte number => (ulong)number,
            char character => character,
            _ => (uint)key.GetHashCode(),
        });

    /// <summary>Returns the salt for a name.</summary>
    public static ulong SaltOf(string? name) => name is null ? 0 : Of(name);

    // FNV-1a over the UTF-16 code units.
    private static ulong Of(string text)
    {
        var hash = Offset;
        foreach (var character in text)
            hash = (hash ^ character) * Prime;

        return hash;
    }

    private static ulong Of(byte[] bytes)
    {
        var hash = Offset;
        foreach (var value in bytes)
            hash = (hash ^ value) * Prime;

        return hash;
    }

    // The finalizer of splitmix64: each bit of the input changes each bit of the output with a probability of a half.
    private static uint Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return (uint)((value ^ (value >> 31)) >> 32);
    }
}
