using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Hotpatch.Libraries.Context;

namespace Hotpatch.Tests.Libraries.Reading;

/// <summary>The contexts of patch libraries that are there.</summary>
internal static class AssemblyContexts
{
    /// <summary>Those that stay when the garbage collector has had the time it needs.</summary>
    public static string[] Left
    {
        get
        {
            for (var i = 0; i < 100 && Names().Length > 0; i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                Thread.Sleep(Math.Min(i, 20));
            }

            return Names();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string[] Names() => [.. AssemblyLoadContext.All.OfType<LibraryContext>().Select(context => context.Name!)];
}
