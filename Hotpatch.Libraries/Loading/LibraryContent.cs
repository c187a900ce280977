using System.Reflection;
using Hotpatch.Infrastructure;
using Hotpatch.Libraries.Binding;
using Hotpatch.Libraries.Context;
using Hotpatch.Naming;

namespace Hotpatch.Libraries.Loading;

/// <summary>Everything of a library that keeps it in memory. One object, so that unloading drops all of it at once.</summary>
/// <param name="Assembly">The library's assembly.</param>
/// <param name="Context">The load context made for the library; null if the caller loaded the assembly.</param>
internal sealed record LibraryContent(Assembly Assembly, LibraryContext? Context)
{
    public string Name => Only is null ? Assembly.GetName().Name! : MethodName.Of(Only);

    /// <summary>Gets the one class whose patches are applied; null for all classes of the assembly.</summary>
    public Type? Only { get; init; }

    /// <summary>
    /// Gets whether a module initialiser may run when the library is first used. For an assembly that the caller loaded, that is unknown: true.
    /// </summary>
    public bool RunsCode => Context?.HasInitializer ?? Only is null;

    /// <summary>Gets the library's file; null for a stream or an assembly.</summary>
    public string? Path { get; init; }

    public IReadOnlyList<BoundPatch> Patches { get; init; } = [];

    public IReadOnlyList<SkippedPatch> Skipped { get; init; } = [];

    public LibraryLifecycle? Lifecycle { get; init; }

    /// <summary>Creates the argument of the library's <see cref="IPatchLifecycle"/> methods.</summary>
    public PatchApplication Application(bool isUpdate) => new(Name, [.. Patches.Select(patch => patch.Applied)], Skipped, isUpdate);

    /// <summary>Starts to unload the load context, which ends when nothing references the context any more.</summary>
    /// <returns>A reference that tells whether the context is gone; null if the caller loaded the assembly.</returns>
    public WeakReference? Unload()
    {
        if (Context is null)
            return null;

        var life = new WeakReference(Context, trackResurrection: true);
        Context.Unload();
        LibraryContexts.Forget(Context);
        return life;
    }
}
