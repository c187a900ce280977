using System.Collections.Concurrent;
using System.Reflection;

namespace Hotpatch.Lookup;

/// <summary>The woven assemblies that are loaded. Thread safe.</summary>
internal static class LoadedAssemblies
{
#if NET
    private static readonly ConcurrentQueue<Assembly> LoadedLater = new();
    private static volatile WovenAssembly[]? s_woven;
    private static volatile bool s_isAnyCollectible;
    private static int s_loads;

    // Subscribe before the first listing. The event can come before the .NET runtime lists the new assembly, so each assembly of the event is kept.
    static LoadedAssemblies() => AppDomain.CurrentDomain.AssemblyLoad += static (_, e) => Note(e.LoadedAssembly);

    /// <summary>Gets the woven assemblies that are loaded.</summary>
    /// <remarks>
    /// The list is cached until another assembly is loaded, since a look-up by name would otherwise ask the .NET runtime for all assemblies each
    /// time. A collectible assembly is unloaded without an event, and must not be kept in memory. Once there has been one, nothing is cached.
    /// </remarks>
    public static IReadOnlyList<WovenAssembly> Woven
    {
        get
        {
            if (s_woven is { } known)
                return known;

            var loads = Volatile.Read(ref s_loads);
            var all = AppDomain.CurrentDomain.GetAssemblies();
            s_isAnyCollectible |= Array.Exists(all, assembly => assembly.IsCollectible);
            var woven = Read(all.Union(LoadedLater));
            if (!s_isAnyCollectible)
            {
                s_woven = woven;
                if (Volatile.Read(ref s_loads) != loads)
                    s_woven = null;
            }

            return woven;
        }
    }

    private static void Note(Assembly assembly)
    {
        if (assembly.IsDynamic)
            return;

        if (assembly.IsCollectible)
            s_isAnyCollectible = true;
        else
            LoadedLater.Enqueue(assembly);

        Interlocked.Increment(ref s_loads);
        s_woven = null;
    }
#else
    public static IReadOnlyList<WovenAssembly> Woven => Read(AppDomain.CurrentDomain.GetAssemblies());
#endif

    private static bool IsThere(Assembly assembly)
#if NET
        => !assembly.IsDynamic && !(assembly.IsCollectible && KnownLibraries.IsLeaving(assembly));
#else
        => !assembly.IsDynamic;
#endif

    private static WovenAssembly[] Read(IEnumerable<Assembly> assemblies)
        => [.. assemblies.Where(IsThere).Select(WovenAssembly.Of).Where(assembly => assembly.IsWoven)];
}
