#if NET
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Hotpatch.Lookup;

/// <summary>The load contexts of patch libraries. Thread safe. Keeps no context in memory.</summary>
internal static class KnownLibraries
{
    private static readonly object Leaving = new();
    private static readonly ConditionalWeakTable<AssemblyLoadContext, object> Contexts = new();

    public static void Add(AssemblyLoadContext context) => Contexts.TryAdd(context, Contexts);

    /// <summary>Marks a context that is being unloaded. It stays in memory until the garbage collector runs, and its methods must not be found until then.</summary>
    public static void Leave(AssemblyLoadContext context) => Contexts.AddOrUpdate(context, Leaving);

    public static bool IsLeaving(Assembly assembly) => AssemblyLoadContext.GetLoadContext(assembly) is { } context && Contexts.TryGetValue(context, out var state) && state == Leaving;

    public static bool Contains(Assembly assembly) => AssemblyLoadContext.GetLoadContext(assembly) is { } context && Contexts.TryGetValue(context, out _);
}
#endif
