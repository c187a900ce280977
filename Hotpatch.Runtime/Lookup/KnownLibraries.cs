#if NET
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Hotpatch.Lookup;

/// <summary>The load contexts of patch libraries. Thread safe. Keeps no context in memory.</summary>
internal static class KnownLibraries
{
    private static readonly ConditionalWeakTable<AssemblyLoadContext, object> Contexts = new();

    public static void Add(AssemblyLoadContext context) => Contexts.TryAdd(context, Contexts);

    public static bool Contains(Assembly assembly) => AssemblyLoadContext.GetLoadContext(assembly) is { } context && Contexts.TryGetValue(context, out _);
}
#endif
