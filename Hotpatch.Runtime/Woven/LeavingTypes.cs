#if NET
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Hotpatch.Woven;

/// <summary>
/// Finds instantiations whose type arguments are of a collectible load context, and drops their handles when the context begins to unload: the handles
/// would keep it in memory. Thread safe.
/// </summary>
internal static class LeavingTypes
{
    // For each context the slot classes that have instantiations with its types; weak, since their assembly may be unloaded first.
    private static readonly ConditionalWeakTable<AssemblyLoadContext, List<WeakReference<GenericSlotClass>>> Watched = new();

    /// <summary>Drops the instantiations of a slot class when one of the load contexts of these type arguments begins to unload.</summary>
    public static void Watch(Type[] typeArguments, GenericSlotClass slots)
    {
        foreach (var context in typeArguments.SelectMany(ContextsOf).Distinct().Where(context => context.IsCollectible))
        {
            if (!Watched.TryGetValue(context, out var watched))
            {
                // A static handler of an event of the context itself: nothing keeps the context in memory.
                var added = new List<WeakReference<GenericSlotClass>>();
                watched = Watched.GetValue(context, _ => added);
                if (watched == added)
                    context.Unloading += Forget;
            }

            lock (watched)
            {
                if (!watched.Exists(known => known.TryGetTarget(out var same) && same == slots))
                    watched.Add(new WeakReference<GenericSlotClass>(slots));
            }
        }
    }

    /// <summary>Returns whether a type is of a context, or is made of one that is.</summary>
    public static bool IsOf(Type type, AssemblyLoadContext context) => ContextsOf(type).Contains(context);

    /// <summary>Drops the instantiations that have types of a context.</summary>
    public static void Forget(AssemblyLoadContext context)
    {
        if (!Watched.TryGetValue(context, out var watched))
            return;

        WeakReference<GenericSlotClass>[] all;
        lock (watched)
            all = [.. watched];

        foreach (var weak in all)
        {
            if (weak.TryGetTarget(out var slots))
                slots.Forget(type => IsOf(type, context));
        }
    }

    private static IEnumerable<AssemblyLoadContext> ContextsOf(Type type)
    {
        if (type.HasElementType)
            return ContextsOf(type.GetElementType()!);

        var own = AssemblyLoadContext.GetLoadContext(type.Assembly) is { } context ? [context] : Array.Empty<AssemblyLoadContext>();
        return type.IsGenericType ? own.Concat(type.GetGenericArguments().SelectMany(ContextsOf)) : own;
    }
}
#endif
