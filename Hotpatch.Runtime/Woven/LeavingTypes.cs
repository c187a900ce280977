#if NET
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Hotpatch.Woven;

/// <summary>
/// Drops the instantiations whose type arguments belong to a collectible load context when the context begins to unload. Thread safe.
/// </summary>
/// <remarks>Their handles would keep the context in memory.</remarks>
internal static class LeavingTypes
{
    // For each load context, the slot classes that have instantiations with its types. Weak, since their assembly may be unloaded first.
    private static readonly ConditionalWeakTable<AssemblyLoadContext, List<WeakReference<GenericSlotClass>>> Watched = new();

    /// <summary>
    /// Makes sure that a slot class drops its instantiations when one of the load contexts of these type arguments begins to unload.
    /// </summary>
    public static void Watch(Type[] typeArguments, GenericSlotClass slots)
    {
        foreach (var context in typeArguments.SelectMany(ContextsOf).Distinct().Where(context => context.IsCollectible))
        {
            if (!Watched.TryGetValue(context, out var watched))
            {
                // A static method that handles an event of the context itself doesn't keep the context in memory.
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

    /// <summary>
    /// Returns whether a type belongs to a load context, or contains such a type: as the element type of an array, or as a type argument.
    /// </summary>
    public static bool IsOf(Type type, AssemblyLoadContext context) => ContextsOf(type).Contains(context);

    /// <summary>Drops the instantiations that have types of a load context.</summary>
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
