using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;

namespace Hotpatch.Benchmarks;

/// <summary>
/// Calls of a generic method that may not be inlined, for a reference type, whose code all reference types share, and for a value type.
/// </summary>
[GroupBenchmarksBy(BenchmarkDotNet.Configs.BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class GenericCalls
{
    private const int Calls = 10_000;
    private readonly string _text = "text";

    [GlobalSetup]
    public void Restore() => Patchable.ForAll(typeof(GenericCalls), nameof(Woven)).Restore();

    [GlobalSetup(Targets = [nameof(SharedWhileAnotherIsPatched), nameof(ValueWhileAnotherIsPatched)])]
    public void PatchAnother() => Patchable.For<Func<Version, Version>>(Woven).Patch(value => value);

    [GlobalSetup(Targets = [nameof(SharedPatched), nameof(ValuePatched)])]
    public void Patch()
    {
        Patchable.For<Func<string, string>>(Woven).Patch(value => value);
        Patchable.For<Func<int, int>>(Woven).Patch(value => value);
    }

    [BenchmarkCategory("Shared")]
    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public string SharedPlain()
    {
        var text = _text;
        for (var i = 0; i < Calls; i++)
            text = Plain(text);

        return text;
    }

    [BenchmarkCategory("Shared")]
    [Benchmark(OperationsPerInvoke = Calls)]
    public string SharedUnpatched()
    {
        var text = _text;
        for (var i = 0; i < Calls; i++)
            text = Woven(text);

        return text;
    }

    [BenchmarkCategory("Shared")]
    [Benchmark(OperationsPerInvoke = Calls)]
    public string SharedWhileAnotherIsPatched() => SharedUnpatched();

    [BenchmarkCategory("Shared")]
    [Benchmark(OperationsPerInvoke = Calls)]
    public string SharedPatched() => SharedUnpatched();

    [BenchmarkCategory("Value")]
    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public int ValuePlain()
    {
        var value = 0;
        for (var i = 0; i < Calls; i++)
            value = Plain(value);

        return value;
    }

    [BenchmarkCategory("Value")]
    [Benchmark(OperationsPerInvoke = Calls)]
    public int ValueUnpatched()
    {
        var value = 0;
        for (var i = 0; i < Calls; i++)
            value = Woven(value);

        return value;
    }

    [BenchmarkCategory("Value")]
    [Benchmark(OperationsPerInvoke = Calls)]
    public int ValueWhileAnotherIsPatched() => ValueUnpatched();

    [BenchmarkCategory("Value")]
    [Benchmark(OperationsPerInvoke = Calls)]
    public int ValuePatched() => ValueUnpatched();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T Plain<T>(T value) => value;

    [Patchable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T Woven<T>(T value) => value;
}
