using System.Reflection;
using System.Runtime.CompilerServices;

namespace Hotpatch.Benchmarks.Peers;

/// <summary>One body, as a method for each library. None may be inlined, since other libraries' patches of an inlined method are never seen.</summary>
internal static class PeerMethods
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Plain(int a, int b) => a + b;

    [Patchable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Hotpatch(int a, int b) => a + b;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Harmony(int a, int b) => a + b;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int MonoMod(int a, int b) => a + b;

    public static MethodInfo Of(string peer) => typeof(PeerMethods).GetMethod(peer)!;
}
