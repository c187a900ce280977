using System;
using System.Reflection;
using MonoMod.RuntimeDetour;

namespace Hotpatch.Benchmarks.Peers;

/// <summary>MonoMod.RuntimeDetour. A replacement is a hook by a static method; a layer is a hook that gets the original as its first argument.</summary>
public sealed class MonoModPeer : IPeer
{
    private static readonly MethodInfo Replacement = new Func<int, int, int>(Instead).Method;
    private static readonly Func<Func<int, int, int>, int, int, int> Layer = (orig, a, b) => orig(a, b) + 1;

    public IDisposable Replace(MethodInfo target) => new Hook(target, Replacement);

    public IDisposable Wrap(MethodInfo target) => new Hook(target, Layer);

    private static int Instead(int a, int b) => a - b;
}
