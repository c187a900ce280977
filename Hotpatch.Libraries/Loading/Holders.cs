using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Hotpatch.Infrastructure;
using Hotpatch.Libraries.Binding;

namespace Hotpatch.Libraries.Loading;

/// <summary>Finds what may hold a library in memory: what handles know for certain, then what nobody can look into.</summary>
internal static class Holders
{
    // Not inlined, so that the context is not held by who asks.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static IReadOnlyList<string> Of(WeakReference? life, string name, IReadOnlyList<AppliedPatch> patches)
    {
        if (life is null)
            return [$"{name} was loaded by the caller, and stays loaded"];

        if (life.Target is not AssemblyLoadContext context)
            return [];

        var holders = LibraryContexts.HoldersOf(context).ToList();
        foreach (var patch in patches.Where(patch => patch.Handle?.InFlight > 0))
            holders.Add($"{patch.Target} is running, {patch.Handle!.InFlight} call(s) at least");

        holders.AddRange(
        [
            $"a call that is still running in {name}, or a task that is to go on there",
            "a thread or a timer that it has started",
            "an event, a static field or a cache elsewhere that has one of its delegates, objects or types",
            "an exception that it has thrown and that somebody keeps",
        ]);
        return holders;
    }
}
