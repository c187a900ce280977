using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;

namespace Hotpatch.Benchmarks;

/// <summary>Virtual and interface calls of plain methods and of unpatched ones. Two types take turns, so that the JIT can't guess the type.</summary>
public class VirtualCalls
{
    private const int Calls = 10_000;

    private readonly Plain[] _plain = [new PlainOne(), new PlainTwo()];
    private readonly Woven[] _woven = [new WovenOne(), new WovenTwo()];

    private interface IAdding
    {
        int AddThroughInterface(int a, int b);
    }

    [BenchmarkCategory("virtual")]
    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public int PlainVirtual()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i++)
            sum = _plain[i & 1].Add(sum, i);

        return sum;
    }

    [AtMost(1.05)]
    [BenchmarkCategory("virtual")]
    [Benchmark(OperationsPerInvoke = Calls)]
    public int UnpatchedVirtual()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i++)
            sum = _woven[i & 1].Add(sum, i);

        return sum;
    }

    [BenchmarkCategory("interface")]
    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public int PlainInterface()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i++)
            sum = ((IAdding)_plain[i & 1]).AddThroughInterface(sum, i);

        return sum;
    }

    [AtMost(1.05)]
    [BenchmarkCategory("interface")]
    [Benchmark(OperationsPerInvoke = Calls)]
    public int UnpatchedInterface()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i++)
            sum = ((IAdding)_woven[i & 1]).AddThroughInterface(sum, i);

        return sum;
    }

    private abstract class Plain : IAdding
    {
        public abstract int Add(int a, int b);

        public virtual int AddThroughInterface(int a, int b) => a + b;
    }

    private sealed class PlainOne : Plain
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public override int Add(int a, int b) => a + b;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public override int AddThroughInterface(int a, int b) => a + b;
    }

    private sealed class PlainTwo : Plain
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public override int Add(int a, int b) => a - b;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public override int AddThroughInterface(int a, int b) => a - b;
    }

    private abstract class Woven : IAdding
    {
        public abstract int Add(int a, int b);

        public virtual int AddThroughInterface(int a, int b) => a + b;
    }

    [Patchable]
    private sealed class WovenOne : Woven
    {
        public override int Add(int a, int b) => a + b;

        public override int AddThroughInterface(int a, int b) => a + b;
    }

    [Patchable]
    private sealed class WovenTwo : Woven
    {
        public override int Add(int a, int b) => a - b;

        public override int AddThroughInterface(int a, int b) => a - b;
    }
}
