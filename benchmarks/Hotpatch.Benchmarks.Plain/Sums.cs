using System.Runtime.CompilerServices;

namespace Hotpatch.Benchmarks.Plain;

/// <summary>Methods of an assembly that nobody weaves.</summary>
public static class Sums
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Add(int a, int b) => a + b;

    public static int AddInlined(int a, int b) => a + b;
}
