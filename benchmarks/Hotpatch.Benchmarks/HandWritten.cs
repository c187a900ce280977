using System.Runtime.CompilerServices;

namespace Hotpatch.Benchmarks;

/// <summary>What one would write by hand to make a method replaceable: a static delegate that is checked for null.</summary>
internal static class HandWritten
{
    public static Func<int, int, int>? Slot { get => _slot; set => _slot = value; }

    private static Func<int, int, int>? _slot;

    public static int Add(int a, int b)
    {
        var slot = _slot;
        if (slot == null)
            return Original(a, b);

        return slot(a, b);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Original(int a, int b) => a + b;
}
