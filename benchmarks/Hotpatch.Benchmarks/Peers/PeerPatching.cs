using System.Reflection;
using BenchmarkDotNet.Attributes;

namespace Hotpatch.Benchmarks.Peers;

/// <summary>Replacing a method and undoing it, by other libraries against Hotpatch.</summary>
public class PeerPatching
{
    private IPeer _peer = new HotpatchPeer();
    private MethodInfo _target = PeerMethods.Of(nameof(Hotpatch));

    [GlobalSetup(Target = nameof(Hotpatch))]
    public void UseHotpatch() => Use(nameof(Hotpatch), new HotpatchPeer());

    [GlobalSetup(Target = nameof(Harmony))]
    public void UseHarmony() => Use(nameof(Harmony), Adapters.Load(nameof(Harmony)));

    [GlobalSetup(Target = nameof(MonoMod))]
    public void UseMonoMod() => Use(nameof(MonoMod), Adapters.Load(nameof(MonoMod)));

    [Benchmark(Baseline = true)]
    public void Hotpatch() => _peer.Replace(_target).Dispose();

    [Benchmark]
    public void Harmony() => Hotpatch();

    [Benchmark]
    public void MonoMod() => Hotpatch();

    private void Use(string name, IPeer peer)
    {
        _peer = peer;
        _target = PeerMethods.Of(name);
        PeerPatches.Replace(name, peer).Dispose();
    }
}
