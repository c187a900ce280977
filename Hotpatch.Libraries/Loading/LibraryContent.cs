using System.Reflection;
using Hotpatch.Infrastructure;
using Hotpatch.Libraries.Binding;
using Hotpatch.Libraries.Context;

namespace Hotpatch.Libraries.Loading;

/// <summary>All that holds a library in memory from here: dropped as one when it is unloaded.</summary>
/// <param name="Assembly">The library.</param>
/// <param name="Context">What it was loaded in; null where that is the caller's.</param>
internal sealed record LibraryContent(Assembly Assembly, LibraryContext? Context)
{
    public string Name => Assembly.GetName().Name!;

    /// <summary>Whether something of it may run by itself, before anything of it is called. What the caller has loaded may have done so, or not.</summary>
    public bool RunsCode => Context?.HasInitializer ?? true;

    /// <summary>Its file, where it comes from one.</summary>
    public string? Path { get; init; }

    public IReadOnlyList<BoundPatch> Patches { get; init; } = [];

    public IReadOnlyList<SkippedPatch> Skipped { get; init; } = [];

    public LibraryLifecycle? Lifecycle { get; init; }

    /// <summary>What it is told when it is applied or taken back.</summary>
    public PatchApplication Application(bool isUpdate) => new(Name, [.. Patches.Select(patch => patch.Applied)], Skipped, isUpdate);

    /// <summary>Lets the context go, which it does when nothing holds it any more.</summary>
    /// <returns>Tells whether it has; null where it is the caller's.</returns>
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
