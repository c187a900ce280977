using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Hotpatch.Lookup;

namespace Hotpatch.Libraries.Unloading;

/// <summary>Instantiations of the program's generic methods with types of a library: their handles would keep it in memory.</summary>
internal static class Leavers
{
    // Not inlined, so that the context is not held by who asks.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Forget(WeakReference life)
    {
        if (life.Target is AssemblyLoadContext context)
            LeavingTypes.Forget(context);
    }
}
