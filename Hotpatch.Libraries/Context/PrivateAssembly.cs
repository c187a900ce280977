using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.Loader;
using Hotpatch.Libraries.Reading;

namespace Hotpatch.Libraries.Context;

/// <summary>An assembly that a library's context loads from memory.</summary>
internal sealed class PrivateAssembly(LibraryImage image)
{
    private readonly object _lock = new();

    // Weak: a context that is being unloaded stays alive until its assemblies are gone, so it must not keep them alive.
    private WeakReference<Assembly>? _loaded;

    /// <summary>Loads the assembly into a context. Returns the same assembly to all threads and callers.</summary>
    [RequiresUnreferencedCode("It loads code that trimming has not seen.")]
    public Assembly LoadInto(AssemblyLoadContext context)
    {
        lock (_lock)
        {
            if (_loaded?.TryGetTarget(out var loaded) == true)
                return loaded;

            using var bytes = new MemoryStream(image.Bytes, writable: false);
            using var symbols = image.Symbols is null ? null : new MemoryStream(image.Symbols, writable: false);
            loaded = context.LoadFromStream(bytes, symbols);
            _loaded = new WeakReference<Assembly>(loaded);
            return loaded;
        }
    }
}
