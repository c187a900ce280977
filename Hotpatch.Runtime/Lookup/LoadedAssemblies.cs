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

    // Before anything is listed: what is loaded meanwhile may be told of before the runtime lists it, and is remembered.
    static LoadedAssemblies() => AppDomain.CurrentDomain.AssemblyLoad += static (_, e) => Note(e.LoadedAssembly);

    /// <summary>
    /// Kept until another assembly is loaded, since a look-up by name would ask the runtime for all assemblies each time. One that can be unloaded goes
    /// without a word, and must not be held: once there has been one, nothing is kept.
    /// </summary>
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

    private static WovenAssembly[] Read(IEnumerable<Assembly> assemblies)
        => [.. assemblies.Where(assembly => !assembly.IsDynamic).Select(WovenAssembly.Of).Where(assembly => assembly.IsWoven)];
}
