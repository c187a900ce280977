using BenchmarkDotNet.Attributes;

namespace Hotpatch.Benchmarks.Peers;

/// <summary>Calls of patched methods, with Hotpatch and with other libraries, against the plain method, not inlined.</summary>
/// <param name="layers">The number of layers around the method; 0 if it is replaced.</param>
#pragma warning disable CA1001 // Ended by the clean-up.
public abstract class PeerCalls(int layers)
#pragma warning restore CA1001
{
    private const int Calls = 10_000;

    private PeerPatches? _patches;

    [GlobalSetup(Target = nameof(Hotpatch))]
    public void PatchByHotpatch() => Patch(nameof(Hotpatch), new HotpatchPeer());

    [GlobalSetup(Target = nameof(Harmony))]
    public void PatchByHarmony() => Patch(nameof(Harmony), Adapters.Load(nameof(Harmony)));

    [GlobalSetup(Target = nameof(MonoMod))]
    public void PatchByMonoMod() => Patch(nameof(MonoMod), Adapters.Load(nameof(MonoMod)));

    [GlobalCleanup]
    public void End() => _patches?.Dispose();

    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public int Plain()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i++)
            sum = PeerMethods.Plain(sum, i);

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Calls)]
    public int Hotpatch()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i++)
            sum = PeerMethods.Hotpatch(sum, i);

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Calls)]
    public int Harmony()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i++)
            sum = PeerMethods.Harmony(sum, i);

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Calls)]
    public int MonoMod()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i++)
            sum = PeerMethods.MonoMod(sum, i);

        return sum;
    }

    private void Patch(string name, IPeer peer) => _patches = layers == 0 ? PeerPatches.Replace(name, peer) : PeerPatches.Wrap(name, peer, layers);
}
