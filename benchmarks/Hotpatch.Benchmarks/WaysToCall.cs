using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;

namespace Hotpatch.Benchmarks;

/// <summary>Each way to call a method that may not be inlined, and each kind of replacement, against the plain call.</summary>
/// <remarks>Two types take turns behind the interface and the base class, so that the JIT can't guess the type.</remarks>
public class WaysToCall
{
    private const int Calls = 10_000;

    private static Func<int, int, int> _func = Plain;

    private readonly PatchHandle<Func<int, int, int>> _handle = Patchable.For<Func<int, int, int>>(Woven);
    private readonly Adder[] _adders = [new One(), new Two()];
    private readonly IAdder[] _interfaces = [new One(), new Two()];

    private interface IAdder
    {
        int AddThroughInterface(int a, int b);
    }

    [GlobalSetup(Target = nameof(StaticFunc))]
    public void SetFunc() => _func = Plain;

    [GlobalSetup(Target = nameof(Unpatched))]
    public void Restore() => _handle.Restore();

    [GlobalSetup(Target = nameof(PatchedByLambda))]
    public void PatchByLambda() => _handle.Patch((a, b) => a + b);

    [GlobalSetup(Target = nameof(PatchedByStaticMethod))]
    public void PatchByStaticMethod() => _handle.Patch(Plain);

    [GlobalSetup(Target = nameof(PatchedByInstanceMethod))]
    public void PatchByInstanceMethod() => _handle.Patch(_adders[0].Add);

    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public int PlainCall()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i++)
            sum = Plain(sum, i);

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Calls)]
    public int Virtual()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i++)
            sum = _adders[i & 1].Add(sum, i);

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Calls)]
    public int Interface()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i++)
            sum = _interfaces[i & 1].AddThroughInterface(sum, i);

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Calls)]
    public int StaticFunc()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i++)
            sum = _func(sum, i);

        return sum;
    }

    [AtMost(1.05)]
    [Benchmark(OperationsPerInvoke = Calls)]
    public int Unpatched() => CallWoven();

    [Benchmark(OperationsPerInvoke = Calls)]
    public int PatchedByLambda() => CallWoven();

    [Benchmark(OperationsPerInvoke = Calls)]
    public int PatchedByStaticMethod() => CallWoven();

    [Benchmark(OperationsPerInvoke = Calls)]
    public int PatchedByInstanceMethod() => CallWoven();

    private static int CallWoven()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i++)
            sum = Woven(sum, i);

        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Plain(int a, int b) => a + b;

    [Patchable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Woven(int a, int b) => a + b;

    private abstract class Adder : IAdder
    {
        public abstract int Add(int a, int b);

        public abstract int AddThroughInterface(int a, int b);
    }

    private sealed class One : Adder
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public override int Add(int a, int b) => a + b;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public override int AddThroughInterface(int a, int b) => a + b;
    }

    private sealed class Two : Adder
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public override int Add(int a, int b) => a - b;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public override int AddThroughInterface(int a, int b) => a - b;
    }
}
