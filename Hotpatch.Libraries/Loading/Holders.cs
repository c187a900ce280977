using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Hotpatch.Infrastructure;
using Hotpatch.Libraries.Binding;

namespace Hotpatch.Libraries.Loading;

/// <summary>
/// Lists the reasons why a library may still be in memory: first the references that handles hold, then those that cannot be looked up.
/// </summary>
internal static class Holders
{
    // Not inlined: a local variable of the caller would keep the context alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static IReadOnlyList<string> Of(WeakReference? life, string name, IReadOnlyList<AppliedPatch> patches)
    {
        if (life is null)
            return [$"{name} was loaded by the caller of Load(Assembly), and stays loaded"];

        if (life.Target is not AssemblyLoadContext context)
            return [];

        var holders = LibraryContexts.HoldersOf(context).ToList();
        foreach (var patch in patches.Where(patch => patch.Handle?.InFlight > 0))
            holders.Add($"{patch.Target} is running, in at least {patch.Handle!.InFlight} call(s)");

        holders.AddRange(
        [
            $"a call that is still running in {name}, or a task that continues there",
            "a thread or a timer that the library started",
            "an event, a static field or a cache elsewhere that references one of its delegates, objects or types",
            "a stored exception that the library threw",
        ]);
        return holders;
    }
}
