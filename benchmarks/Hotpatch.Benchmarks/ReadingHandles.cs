using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;

namespace Hotpatch.Benchmarks;

/// <summary>Reading a handle by its name against the read of a static field that holds it, and against looking it up.</summary>
public class ReadingHandles
{
    private const int Reads = 10_000;

    private static PatchHandle<Func<int, int>>? _field;

    private static PatchHandle<Func<int, int>> Field
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        get => _field ??= Patchable.For(Twice);
    }

    private static PatchHandle<Func<int, int>> Name
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        get => ReadingHandles.Patches.Twice;
    }

    private static PatchHandle<Func<int, int>> Lookup
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        get => Patchable.For(Twice);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Reads)]
    public void StaticField()
    {
        for (var i = 0; i < Reads; i++)
            _ = Field;
    }

    [AtMost(1.05)]
    [Benchmark(OperationsPerInvoke = Reads)]
    public void ByName()
    {
        for (var i = 0; i < Reads; i++)
            _ = Name;
    }

    [Benchmark(OperationsPerInvoke = Reads)]
    public void ByLookup()
    {
        for (var i = 0; i < Reads; i++)
            _ = Lookup;
    }

    [Patchable]
    internal static int Twice(int value) => value * 2;
}
