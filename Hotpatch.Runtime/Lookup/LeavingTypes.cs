#if NET
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Hotpatch.Lookup;

/// <summary>
/// Types that can leave memory, as type arguments of generic methods that stay: the handles of such instantiations would keep them. They go when
/// the load context of the types begins to.
/// </summary>
internal static class LeavingTypes
{
    private static readonly ConditionalWeakTable<AssemblyLoadContext, object> Watched = new();

    /// <summary>Sees to it that instantiations with these types are let go in time.</summary>
    public static void Watch(Type[] typeArguments)
    {
        foreach (var context in typeArguments.SelectMany(ContextsOf).Distinct())
        {
            // A static handler, of an event of the context itself: nothing is kept.
            if (context.IsCollectible && Watched.TryAdd(context, Watched))
                context.Unloading += Forget;
        }
    }

    /// <summary>Whether a type is of a context, or is made of one that is.</summary>
    public static bool IsOf(Type type, AssemblyLoadContext context) => ContextsOf(type).Contains(context);

    /// <summary>Lets the instantiations go that have types of a context.</summary>
    public static void Forget(AssemblyLoadContext context)
    {
        foreach (var woven in WovenAssembly.Used)
            woven.Forget(type => IsOf(type, context));
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
