using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Hotpatch.Libraries.Context;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Libraries;

/// <summary>
/// The contexts of patch libraries that are still in memory, of those that were made since <see cref="Watch"/>. (The runtime's list of contexts does not
/// have those that are being unloaded.)
/// </summary>
internal static class LibraryContexts
{
    private static readonly List<WeakReference> Known = [];

    static LibraryContexts() => AppDomain.CurrentDomain.AssemblyLoad += Remember;

    /// <summary>Begins to watch; once for all.</summary>
    public static void Watch()
    {
        // The static constructor does it.
    }

    /// <summary>How many are left when the garbage collector has had the time it needs.</summary>
    /// <param name="expected">At how many it need not try further.</param>
    public static int Left(int expected = 0)
    {
        Garbage.Goes(() => Count() <= expected);
        return Count();
    }

    /// <summary>Counts no more what is left, so that it fails one fixture only.</summary>
    public static void Forget()
    {
        lock (Known)
            Known.Clear();
    }

    private static void Remember(object? sender, AssemblyLoadEventArgs loaded)
    {
        if (AssemblyLoadContext.GetLoadContext(loaded.LoadedAssembly) is LibraryContext context)
        {
            lock (Known)
                Known.Add(new WeakReference(context, trackResurrection: true));
        }
    }

    private static int Count()
    {
        lock (Known)
        {
            Known.RemoveAll(context => !context.IsAlive);
            return Known.Select(Id).Where(id => id != 0).Distinct().Count();
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        static int Id(WeakReference context) => context.Target is { } target ? RuntimeHelpers.GetHashCode(target) : 0;
    }
}
