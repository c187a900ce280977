using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.Loader;
using Hotpatch.Infrastructure;
using Hotpatch.Libraries.Reading;
using Hotpatch.Woven;

namespace Hotpatch.Libraries.Context;

/// <summary>
/// The collectible load context of one patch library. Loads the library and its private dependencies from memory; all other references resolve to the
/// program's assemblies.
/// </summary>
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

    /// <summary>Gets the library's assembly. A reference to it keeps the context in memory after unloading.</summary>
    public Assembly Library
    {
        [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Create has loaded it.")]
        get => _library.LoadInto(this);
    }

    /// <summary>Gets the private dependencies: those that lie beside the library and that the program does not have.</summary>
    public IReadOnlyList<LibraryImage> PrivateAssemblies { get; }

    /// <summary>Gets whether the library or a private dependency has a module initialiser.</summary>
    public bool HasInitializer { get; }

    /// <summary>Loads a library and its private dependencies. Runs no code of theirs. If this fails, nothing stays loaded.</summary>
    /// <param name="library">The library.</param>
    /// <param name="path">The library's file; null if it was not read from a file, so that nothing lies beside it.</param>
    /// <param name="trust">The trust for the files beside the library; null to trust all.</param>
    /// <param name="targets">The assemblies that may be patched; null for all loaded woven assemblies that belong to no patch library.</param>
    /// <exception cref="PatchTrustException">A private dependency is not trusted.</exception>
    /// <exception cref="PatchLibraryException">Dependencies are missing, damaged, or of an unsuitable version. The message lists all of them.</exception>
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
            // No code of the library has run, so the exception is the runtime's reason for not loading it.
            if (exception is not (PatchException or OutOfMemoryException))
                throw new PatchLibraryException($"{context.Name} cannot be loaded: {exception.Message}", exception);

            throw;
        }
    }

    /// <summary>Returns whether an assembly belongs to a patch library rather than to the program.</summary>
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
        // Look-ups of handles read this attribute of every loaded assembly. If a type of another attribute is missing, that fails: fail here instead.
        foreach (var assembly in _private.Values)
            _ = assembly.LoadInto(this).IsDefined(typeof(WovenAssemblyAttribute), inherit: false);

        // Loads every type now: otherwise a type that the runtime refuses would only fail when a call needs it.
        _ = Library.GetTypes();
    }

    private static string Lower(string name) => name.ToLowerInvariant();
}
