#if WOVEN
namespace Hotpatch.Benchmarks;

using Hotpatch.Benchmarks.Plain;

internal static class WovenLoops
#else
namespace Hotpatch.Benchmarks.Plain;

/// <summary>Loops that call methods of other assemblies.</summary>
public static class PlainLoops
#endif
{
    public const int Calls = 10_000;

    public static long UtcNow()
    {
        long sum = 0;
        for (var i = 0; i < Calls; i += 4)
        {
            sum += DateTime.UtcNow.Ticks;
            sum += DateTime.UtcNow.Ticks;
            sum += DateTime.UtcNow.Ticks;
            sum += DateTime.UtcNow.Ticks;
        }

        return sum;
    }

    public static int NotInlined()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i += 4)
        {
            sum = Sums.Add(sum, i);
            sum = Sums.Add(sum, i);
            sum = Sums.Add(sum, i);
            sum = Sums.Add(sum, i);
        }

        return sum;
    }

    public static int Inlined()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i += 4)
        {
            sum = Sums.AddInlined(sum, i);
            sum = Sums.AddInlined(sum, i);
            sum = Sums.AddInlined(sum, i);
            sum = Sums.AddInlined(sum, i);
        }

        return sum;
    }

    public static int OfGenericType(List<int> list)
    {
        var sum = 0;
        for (var i = 0; i < Calls; i += 4)
        {
            sum += list.IndexOf(1);
            sum += list.IndexOf(1);
            sum += list.IndexOf(1);
            sum += list.IndexOf(1);
        }

        return sum;
    }

    public static int New()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i += 4)
        {
            sum += new Version(1, i).Minor;
            sum += new Version(1, i).Minor;
            sum += new Version(1, i).Minor;
            sum += new Version(1, i).Minor;
        }

        return sum;
    }
}
