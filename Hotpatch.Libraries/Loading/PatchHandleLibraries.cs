using System.Diagnostics.CodeAnalysis;
using Hotpatch.Libraries.Reports;

namespace Hotpatch;

/// <summary>Patches one method from a patch library. Of the library's patches, only those of this method are applied.</summary>
/// <remarks>
/// <para>To remove the patches, unload or dispose the returned library.</para>
/// <para>Thread safety: all members can be called from any thread.</para>
/// </remarks>
/// <example>
/// <code>
/// using PatchLibrary fix = PriceService.Patches.Quote.PatchFromLibrary("PriceFix.dll");
/// </code>
/// </example>
public static class PatchHandleLibraries
{
    /// <summary>
    /// Loads a library and applies its patches of this method. Waits for running calls as <see cref="PatchLibrary.Load(string, PatchLibraryOptions?)"/> does.
    /// </summary>
    /// <param name="handle">The handle of the method.</param>
    /// <param name="path">The library's file.</param>
    /// <param name="options">The options of the load; null for the defaults.</param>
    /// <returns>The loaded library.</returns>
    /// <exception cref="PatchLibraryException">The library has no patch of this method.</exception>
    /// <inheritdoc cref="PatchLibrary.Load(string, PatchLibraryOptions?)" path="/exception"/>
    [RequiresDynamicCode(LibraryTexts.NeedsJit)]
    [RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
    public static PatchLibrary PatchFromLibrary(this PatchHandle handle, string path, PatchLibraryOptions? options = null)
        => PatchLibrary.Load(path, With(handle, options));

    /// <summary>Loads a library and applies its patches of this method, if that needs no wait for running calls.</summary>
    /// <param name="handle">The handle of the method.</param>
    /// <param name="path">The library's file.</param>
    /// <param name="library">The loaded library; null if this returns false.</param>
    /// <param name="options">The options of the load; null for the defaults.</param>
    /// <returns>Whether the patches were applied. If false, nothing has changed.</returns>
    /// <exception cref="PatchLibraryException">The library has no patch of this method.</exception>
    /// <inheritdoc cref="PatchLibrary.TryLoad" path="/exception"/>
    [RequiresDynamicCode(LibraryTexts.NeedsJit)]
    [RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
    public static bool TryPatchFromLibrary(
        this PatchHandle handle, string path, [NotNullWhen(true)] out PatchLibrary? library, PatchLibraryOptions? options = null)
        => PatchLibrary.TryLoad(path, out library, With(handle, options));

    /// <summary>Loads a library and applies its patches of this method at once, without waiting for running calls.</summary>
    /// <param name="handle">The handle of the method.</param>
    /// <param name="path">The library's file.</param>
    /// <param name="options">The options of the load; null for the defaults.</param>
    /// <returns>The loaded library.</returns>
    /// <exception cref="PatchLibraryException">The library has no patch of this method.</exception>
    /// <inheritdoc cref="PatchLibrary.ForceLoad" path="/exception"/>
    [RequiresDynamicCode(LibraryTexts.NeedsJit)]
    [RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
    public static PatchLibrary ForcePatchFromLibrary(this PatchHandle handle, string path, PatchLibraryOptions? options = null)
        => PatchLibrary.ForceLoad(path, With(handle, options));

    private static PatchLibraryOptions With(PatchHandle handle, PatchLibraryOptions? options)
    {
        ArgumentNullException.ThrowIfNull(handle);
        return (options ?? new PatchLibraryOptions()).With(handle);
    }
}
