using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Hotpatch.Handles;
using Hotpatch.Lookup;

namespace Hotpatch.Libraries.Unloading;

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

        var holders = new List<string>();
        foreach (var handle in WovenAssembly.Used.SelectMany(woven => woven.UsedHandles).Distinct())
        {
            if (Delegates(handle.State).Any(entry => IsOf(entry, context)))
                holders.Add($"{handle.Name} is patched with a delegate of it");

            if (handle.Subscribers.Any(subscriber => IsOf(subscriber, context)))
                holders.Add($"{handle.Name} has a subscriber of it at Changed");
        }

        if (AllChanges.Subscribers.Any(subscriber => IsOf(subscriber, context)))
            holders.Add("Patchable.Changed has a subscriber of it");

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

    private static IEnumerable<Delegate> Delegates(HandleState state)
        => state.Replacements.Select(replacement => replacement.Delegate).Concat(state.Layers.Select(layer => layer.Over));

    private static bool IsOf(Delegate @delegate, AssemblyLoadContext context)
        => @delegate.GetInvocationList().Any(
            single => IsOf(single.Method.Module.Assembly, context) || (single.Target is { } target && IsOf(target.GetType().Assembly, context)));

    private static bool IsOf(Assembly assembly, AssemblyLoadContext context) => AssemblyLoadContext.GetLoadContext(assembly) == context;
}
