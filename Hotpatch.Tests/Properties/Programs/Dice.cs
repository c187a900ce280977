using System.Globalization;

namespace Hotpatch.Tests.Properties.Programs;

/// <summary>Random choices from a seed, and the version of the language that is written.</summary>
internal sealed class Dice
{
    private readonly Random _random;

    public Dice(int seed, IReadOnlyList<string> versions)
    {
        _random = new Random(seed);
        Version = Of(versions);
        Number = (int)(double.Parse(Version, CultureInfo.InvariantCulture) * 10);
    }

    /// <summary>The version, as 7.3.</summary>
    public string Version { get; }

    /// <summary>The version in tenths, to compare.</summary>
    public int Number { get; }

    /// <summary>Whether the version has what came with a later one.</summary>
    public bool Has(int version) => Number >= version * 10;

    public int Below(int bound) => _random.Next(bound);

    /// <summary>True once in so many.</summary>
    public bool In(int count) => _random.Next(count) == 0;

    public T Of<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    /// <summary>One of those that the version has.</summary>
    public string Of(params (int Version, string Text)[] items)
    {
        var known = items.Where(item => Has(item.Version)).ToArray();
        return known[Below(known.Length)].Text;
    }
}
