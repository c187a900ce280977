using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Hotpatch.Infrastructure;
using Hotpatch.Libraries.Binding;

namespace Hotpatch.Libraries.Loading;

/// <summary>Waits until a context has left memory, which takes some rounds of the garbage collector once nothing holds it.</summary>
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

    // Not inlined, so that no variable of a caller holds the context.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Forget(WeakReference life)
    {
        if (life.Target is AssemblyLoadContext context)
            LibraryContexts.Forget(context);
    }

    /// <summary>The pauses between rounds.</summary>
    private static IEnumerable<int> Rounds(WeakReference? context, TimeSpan time)
    {
        // The caller's is not waited for; and who gives it no time wants no collection either.
        if (context is null || time == TimeSpan.Zero)
            yield break;

        var start = Stopwatch.GetTimestamp();
        for (var pause = 0; ; pause = Math.Min(LongestPause, (pause * 2) + 1))
        {
            // Its code may still run, and bring further ones into use.
            Forget(context);
            GC.Collect();
            GC.WaitForPendingFinalizers();
            if (!context.IsAlive || Stopwatch.GetElapsedTime(start) >= time)
                yield break;

            yield return pause;
        }
    }
}
