using System.Diagnostics.CodeAnalysis;
using Hotpatch.Libraries.Reports;

namespace Hotpatch;

/// <content>Checking without applying.</content>
public sealed partial class PatchLibrary
{
    /// <summary>Reads a library and fits its patches to their targets, as <see cref="Load(string, PatchLibraryOptions?)"/> does, and changes nothing.</summary>
    /// <remarks>Runs no code of the library, so what its module initialiser or its <see cref="IPatchLifecycle"/> would do stays unknown.</remarks>
    /// <param name="path">The library's file, as for <see cref="Load(string, PatchLibraryOptions?)"/>.</param>
    /// <param name="options">
    /// The options of the load; null to check whether the library fits whatever a program brings: a provider of feature flags, and a report of shadows.
    /// </param>
    /// <returns>What a load would apply.</returns>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    /// <exception cref="PatchTrustException">The library, or an assembly that it needs, is not trusted.</exception>
    /// <exception cref="PatchLibraryException">The library cannot be read or does not fit: <see cref="PatchLibraryException.Problems"/> lists all reasons.</exception>
    /// <exception cref="PatchException">The library to replace is not applied, or another thread is unloading or replacing it.</exception>
    [RequiresDynamicCode(LibraryTexts.NeedsJit)]
    [RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
    public static PatchLibraryCheck Check(string path, PatchLibraryOptions? options = null)
    {
        var load = Begin(path, options ?? new PatchLibraryOptions { Features = new AnyFeatures(), ShadowReport = static _ => { } });
        try
        {
            return load.ToCheck();
        }
        finally
        {
            load.LetGo();
        }
    }

    private sealed class AnyFeatures : IPatchFeatures
    {
        public bool IsOn(string feature) => false;
    }
}
