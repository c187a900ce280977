using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.Loader;
using Hotpatch.Infrastructure;
using Hotpatch.Libraries.Reading;
using Hotpatch.Woven;

namespace Hotpatch.Libraries.Context;

/// <summary>The context of one patch library: it and its private dependencies, all from memory. What the app has, it takes from the app.</summary>
internal sealed class LibraryContext : AssemblyLoadContext
{
    private readonly PrivateAssembly _library;
    private readonly Dictionary<string, PrivateAssembly> _private;
    private readonly Dictionary<(string Name, string Culture), PrivateAssembly> _satellites;
    private readonly Dictionary<string, Assembly> _shared;
    private readonly PrivateFiles _files;

    private LibraryContext(string name, LibraryClosure closure) : base(name, isCollectible: true)
    {
        LibraryContexts.Add(this);
        _private = closure.Private.ToDictionary(image => image.Name.Name!, image => new PrivateAssembly(image), StringComparer.OrdinalIgnoreCase);
        _library = _private[closure.Private[0].Name.Name!];
        _satellites = closure.Satellites.ToDictionary(
            satellite => (Lower(satellite.Name.Name!), Lower(satellite.Name.CultureName!)), satellite => new PrivateAssembly(satellite));
        _shared = closure.Shared;
        _files = closure.Files;
        PrivateAssemblies = closure.Private.Skip(1).ToArray();
        HasInitializer = closure.Private.Exists(image => image.HasInitializer);
    }

    /// <summary>The library itself. Whoever keeps it keeps the context from going when it is unloaded.</summary>
    public Assembly Library
    {
        [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Create has loaded it.")]
        get => _library.LoadInto(this);
    }

    /// <summary>What the library has beside it and the app does not have.</summary>
    public IReadOnlyList<LibraryImage> PrivateAssemblies { get; }

    /// <summary>Whether the library, or something of its own, has a module initialiser.</summary>
    public bool HasInitializer { get; }

    /// <summary>Loads a library and its private dependencies. Nothing of it runs; nothing stays loaded where it fails.</summary>
    /// <param name="library">The library.</param>
    /// <param name="path">Where it lies; null where it has come from no file, and nothing lies beside it.</param>
    /// <param name="trust">What may load; null for everything.</param>
    /// <param name="targets">The assemblies with what can be patched; null for all woven ones that are loaded.</param>
    /// <exception cref="PatchTrustException">A private dependency is not trusted.</exception>
    /// <exception cref="PatchLibraryException">Dependencies are missing, damaged, or of another version; all of them are named.</exception>
    [RequiresUnreferencedCode("It loads code that trimming has not seen.")]
    public static LibraryContext Create(
        LibraryImage library, string? path, PatchTrust? trust, IReadOnlyCollection<Assembly>? targets = null)
    {
        var closure = LibraryClosure.Read(library, path, trust, targets ?? AppAssemblies.Woven());
        var context = new LibraryContext(path is null ? library.Name.Name! : Path.GetFileName(path), closure);
        try
        {
            context.LoadAll();
            return context;
        }
        catch (Exception exception)
        {
            context.Unload();
            // Nothing of the library has run, so that all of it is what the runtime says of the library.
            if (exception is not (PatchException or OutOfMemoryException))
                throw new PatchLibraryException($"{context.Name} cannot be loaded: {exception.Message}", exception);

            throw;
        }
    }

    /// <summary>Whether an assembly belongs to a patch library, and not to the app.</summary>
    public static bool IsLibraryContext(Assembly assembly) => GetLoadContext(assembly) is LibraryContext;

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "There is no context where Create has not been called, which says it.")]
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name is not { } name)
            return null;

        if (assemblyName.CultureName is { Length: > 0 } culture)
            return _satellites.TryGetValue((Lower(name), Lower(culture)), out var satellite) ? satellite.LoadInto(this) : null;

        return _private.TryGetValue(name, out var assembly) ? assembly.LoadInto(this) : _shared.GetValueOrDefault(name);
    }

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName)
        => _files.Native.Find(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : IntPtr.Zero;

    [RequiresUnreferencedCode("It loads code that trimming has not seen.")]
    private void LoadAll()
    {
        // Whoever looks for handles asks each assembly for its mark, which fails where an attribute's type is not there.
        foreach (var assembly in _private.Values)
            _ = assembly.LoadInto(this).IsDefined(typeof(WovenAssemblyAttribute), inherit: false);

        // A type that the runtime cannot make would else be found when a call needs it.
        _ = Library.GetTypes();
    }

    private static string Lower(string name) => name.ToLowerInvariant();
}
