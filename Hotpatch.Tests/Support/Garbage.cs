using System.Diagnostics;

namespace Hotpatch.Tests.Support;

/// <summary>The garbage collector, which needs several turns for finalizers and load contexts, and more on a busy machine.</summary>
internal static class Garbage
{
    private const int LongestPause = 20;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Collects until something is gone, or the time is over.</summary>
    /// <returns>Whether it is gone.</returns>
    public static bool Goes(Func<bool> isGone)
    {
        var clock = Stopwatch.StartNew();
        for (var turn = 0; !isGone(); turn++)
        {
            if (clock.Elapsed > Limit)
                return false;

            GC.Collect();
            GC.WaitForPendingFinalizers();
            Thread.Sleep(Math.Min(turn, LongestPause));
        }

        return true;
    }
}
