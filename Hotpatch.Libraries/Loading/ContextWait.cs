using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Hotpatch.Infrastructure;
using Hotpatch.Libraries.Binding;

namespace Hotpatch.Libraries.Loading;

/// <summary>
/// Waits until a load context has left memory. After the last reference is gone, the garbage collector needs several rounds to collect it.
/// </summary>
internal static class ContextWait
{
    private const int LongestPause = 50;

    public static void UntilGone(WeakReference? context, TimeSpan time)
    {
        foreach (var pause in Rounds(context, time))
            Thread.Sleep(pause);
    }

    public static async Task UntilGoneAsync(WeakReference? context, TimeSpan time)
    {
        foreach (var pause in Rounds(context, time))
            await Task.Delay(pause, CancellationToken.None).ConfigureAwait(false);
    }

    // Not inlined: a local variable of the caller would keep the context alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Forget(WeakReference life)
    {
        if (life.Target is AssemblyLoadContext context)
            LibraryContexts.Forget(context);
    }

    /// <summary>Collects garbage once for each element, and returns the pauses between the rounds in milliseconds.</summary>
    private static IEnumerable<int> Rounds(WeakReference? context, TimeSpan time)
    {
        // The library has no context of its own to wait for, or the options ask for no garbage collection.
        if (context is null || time == TimeSpan.Zero)
            yield break;

        var start = Stopwatch.GetTimestamp();
        for (var pause = 0; ; pause = Math.Min(LongestPause, (pause * 2) + 1))
        {
            // Code of the library that is still running may have brought further instantiations into use since the last round.
            Forget(context);
            GC.Collect();
            GC.WaitForPendingFinalizers();
            if (!context.IsAlive || Stopwatch.GetElapsedTime(start) >= time)
                yield break;

            yield return pause;
        }
    }
}
