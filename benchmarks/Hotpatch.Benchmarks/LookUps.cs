using BenchmarkDotNet.Attributes;

namespace Hotpatch.Benchmarks;

/// <summary>Looking up the last of a hundred methods of a type against the last of two: neither way costs more for a larger type.</summary>
public class LookUps
{
    [Benchmark(Baseline = true)]
    public PatchHandle ForOfFew() => Patchable.For(Second);

    [AtMost(1.3)]
    [Benchmark]
    public PatchHandle ForOfMany() => Patchable.For(LibraryTargets.M99);

    [Benchmark]
    public PatchHandle FindOfFew() => Patchable.Find("Hotpatch.Benchmarks.LookUps.Second");

    [Benchmark]
    public PatchHandle FindOfMany() => Patchable.Find("Hotpatch.Benchmarks.LibraryTargets.M99");

    [Patchable]
    internal static int First(int value) => value + 1;

    [Patchable]
    internal static int Second(int value) => value + 2;
}
