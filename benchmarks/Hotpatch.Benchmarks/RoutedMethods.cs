using System.Runtime.CompilerServices;

namespace Hotpatch.Benchmarks;

/// <summary>One body, as methods that are patched for some calls only.</summary>
internal static class RoutedMethods
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Plain(int a, int b) => a + b;

    [Patchable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Unpatched(int a, int b) => a + b;

    [Patchable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Flow(int a, int b) => a + b;

    [Patchable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Condition(int a, int b) => a + b;

    [Patchable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Canary(int a, int b) => a + b;

    [Patchable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int KeyedCanary(int a, int b) => a + b;

    [Patchable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Guarded(int a, int b) => a + b;

    [Patchable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Shadowed(int a, int b) => a + b;

    [Patchable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Unrelated(int a, int b) => a + b;
}
