using System.Collections.Concurrent;
using Hotpatch;
using Shop;

/// <summary>Notes whether a flow patch that began at one place reaches another.</summary>
internal static class Reach
{
    private static readonly Lock Writing = new();
    private static readonly ConcurrentDictionary<string, FlowPatch> Patches = new(StringComparer.Ordinal);

    /// <summary>Patches the clock in the flow of the caller.</summary>
    public static void Begin(string place) => Patches[place] = Clock.Patches.Now.PatchFlow(() => TimeOf(place));

    /// <summary>Writes whether the caller sees the patch that began at a place.</summary>
    public static void Note(string place)
    {
        var line = $"{place}: {(Clock.Now() == TimeOf(place) ? "yes" : "no")}{Environment.NewLine}";
        lock (Writing)
            File.AppendAllText(Environment.GetEnvironmentVariable("HOTPATCH_REACH")!, line);
    }

    /// <summary>Ends the patch that began at a place.</summary>
    public static void End(string place) => Patches[place].Dispose();

    private static DateTime TimeOf(string place) => new(place.Aggregate(1L, (hash, character) => ((hash * 31) + character) % 1_000_000_007L));
}
