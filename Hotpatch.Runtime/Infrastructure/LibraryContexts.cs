using System.ComponentModel;
using System.Reflection;
using System.Runtime.Loader;
using Hotpatch.Handles;
using Hotpatch.Naming;
using Hotpatch.Lookup;
using Hotpatch.Woven;

namespace Hotpatch.Infrastructure;

/// <summary>
/// Keeps track of the load contexts of patch libraries, and of the objects that keep such a context in memory. Thread safe. Not for use by hand.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LibraryContexts
{
    /// <summary>Marks a load context as a patch library's. Look-ups by name then ignore its types.</summary>
    /// <param name="context">The context.</param>
    public static void Add(AssemblyLoadContext context) => KnownLibraries.Add(context);

    /// <summary>
    /// Returns whether a type belongs to a load context, or contains such a type: as the element type of an array, or as a type argument.
    /// </summary>
    /// <param name="type">The type.</param>
    /// <param name="context">The context.</param>
    /// <returns>Whether it does.</returns>
    public static bool Defines(AssemblyLoadContext context, Type type) => LeavingTypes.IsOf(type, context);

    /// <summary>
    /// Removes the handles of instantiations that have type arguments of a load context, which would keep the context in memory. Lists of handles no longer have the
    /// context's own methods.
    /// </summary>
    /// <param name="context">The context, which is about to be unloaded.</param>
    public static void Forget(AssemblyLoadContext context)
    {
        KnownLibraries.Leave(context);
        LeavingTypes.Forget(context);
    }

    /// <summary>
    /// Returns what keeps a load context in memory: handles that are patched with its delegates, and events that have its subscribers.
    /// </summary>
    /// <param name="context">The context.</param>
    /// <returns>A line for each, for messages.</returns>
    public static IReadOnlyList<string> HoldersOf(AssemblyLoadContext context)
    {
        var holders = new List<string>();
        foreach (var handle in UsedHandles.All)
        {
            if (Delegates(handle.State).Any(entry => IsOf(entry, context)))
                holders.Add($"{handle.Name} is patched with a delegate of it");

            if (handle.Subscribers.Any(subscriber => IsOf(subscriber, context)))
                holders.Add($"{handle.Name} has a subscriber of it at Changed");
        }

        if (AllChanges.Subscribers.Any(subscriber => IsOf(subscriber, context)))
            holders.Add("Patchable.Changed has a subscriber of it");

        return holders;
    }

    private static IEnumerable<Delegate> Delegates(HandleState state)
        => state.Replacements.Select(replacement => replacement.Delegate).Concat(state.Layers.Select(layer => layer.Over));

    private static bool IsOf(Delegate @delegate, AssemblyLoadContext context)
        => @delegate.GetInvocationList().Any(
            single => IsOf(DelegateMethod.AssemblyOf(single), context) || (single.Target is { } target && IsOf(target.GetType().Assembly, context)));

    private static bool IsOf(Assembly assembly, AssemblyLoadContext context) => AssemblyLoadContext.GetLoadContext(assembly) == context;
}
