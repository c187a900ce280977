using System;
using System.Reflection;
using HarmonyLib;

namespace Hotpatch.Benchmarks.Peers;

/// <summary>Harmony 2. A replacement is a prefix that returns false; a layer is a prefix and a postfix.</summary>
public sealed class HarmonyPeer : IPeer
{
    private static int _lastId;

    public IDisposable Replace(MethodInfo target) => new Patched(target, prefix: nameof(Instead), postfix: null);

    public IDisposable Wrap(MethodInfo target) => new Patched(target, nameof(Before), nameof(After));

    // Harmony binds parameters by their names: a and b are the target's, __result is its result.
    private static bool Instead(int a, int b, ref int __result)
    {
        __result = a - b;
        return false;
    }

    private static void Before(int a, int b)
    {
    }

    private static void After(ref int __result) => __result++;

    private sealed class Patched : IDisposable
    {
        // An id for each, so that one of several layers can be taken out.
        private readonly Harmony _harmony = new Harmony("Hotpatch.Benchmarks." + ++_lastId);
        private readonly MethodInfo _target;

        public Patched(MethodInfo target, string? prefix, string? postfix)
        {
            _target = target;
            _harmony.Patch(target, prefix: Method(prefix), postfix: Method(postfix));
        }

        public void Dispose() => _harmony.Unpatch(_target, HarmonyPatchType.All, _harmony.Id);

        private static HarmonyMethod? Method(string? name)
            => name == null ? null : new HarmonyMethod(typeof(HarmonyPeer).GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)!);
    }
}
