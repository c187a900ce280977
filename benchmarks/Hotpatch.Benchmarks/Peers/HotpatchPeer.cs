using System.Reflection;

namespace Hotpatch.Benchmarks.Peers;

/// <summary>Hotpatch, asked for the same as the others.</summary>
internal sealed class HotpatchPeer : IPeer
{
    private static readonly Func<int, int, int> Replacement = Instead;

    private readonly PatchHandle<Func<int, int, int>> _handle = Patchable.For<Func<int, int, int>>(PeerMethods.Hotpatch);

    public IDisposable Replace(MethodInfo target) => _handle.PatchScoped(Replacement);

    public IDisposable Wrap(MethodInfo target) => _handle.Wrap(next => (a, b) => next(a, b) + 1);

    private static int Instead(int a, int b) => a - b;
}
