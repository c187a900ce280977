using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;

namespace Hotpatch.Benchmarks;

/// <summary>
/// Calls of a generic method that may not be inlined, from code that all reference types share: only when it runs is it known which
/// instantiation it calls.
/// </summary>
public class CallsFromSharedCode
{
    private const int Calls = 10_000;
    private readonly Caller<string> _caller = new();
    private readonly string _text = "text";

    [GlobalSetup]
    public void Restore() => Patchable.ForAll(typeof(CallsFromSharedCode), nameof(WovenCallee)).Restore();

    [GlobalSetup(Target = nameof(WhileAnotherIsPatched))]
    public void PatchAnother() => Patchable.For<Func<Version, Version>>(WovenCallee).Patch(value => value);

    [GlobalSetup(Target = nameof(Patched))]
    public void Patch() => Patchable.For<Func<string, string>>(WovenCallee).Patch(value => value);

    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public string Plain() => _caller.CallPlain(_text);

    [Benchmark(OperationsPerInvoke = Calls)]
    public string Unpatched() => _caller.CallWoven(_text);

    [Benchmark(OperationsPerInvoke = Calls)]
    public string WhileAnotherIsPatched() => _caller.CallWoven(_text);

    [Benchmark(OperationsPerInvoke = Calls)]
    public string Patched() => _caller.CallWoven(_text);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T PlainCallee<T>(T value) => value;

    [Patchable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T WovenCallee<T>(T value) => value;

    // Not inlined, since code that knows what T is there is no longer shared.
    private sealed class Caller<T>
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public T CallPlain(T value)
        {
            for (var i = 0; i < Calls; i++)
                value = PlainCallee(value);

            return value;
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        public T CallWoven(T value)
        {
            for (var i = 0; i < Calls; i++)
                value = WovenCallee(value);

            return value;
        }
    }
}
