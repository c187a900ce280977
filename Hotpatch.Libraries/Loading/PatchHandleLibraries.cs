using System.Diagnostics.CodeAnalysis;
using Hotpatch.Libraries.Reports;

namespace Hotpatch;

/// <summary>Patches one method from a library: of that, only what is for this method is applied.</summary>
/// <remarks>Thread safe, as <see cref="PatchLibrary"/> is. Taken back by unloading what is returned.</remarks>
/// <example>
/// <code>
/// using PatchLibrary fix = PriceService.Patches.Quote.PatchFromLibrary("PriceFix.dll");
/// </code>
/// </example>
public static class PatchHandleLibraries
{
    /// <summary>Loads a library, and applies what patches this method, as <see cref="PatchLibrary.Load(string, PatchLibraryOptions?)"/> does.</summary>
    /// <param name="handle">The method.</param>
    /// <param name="path">The library's file.</param>
    /// <param name="options">How.</param>
    /// <returns>The library.</returns>
    /// <exception cref="PatchLibraryException">Also where the library has no patch for this method.</exception>
    /// <inheritdoc cref="PatchLibrary.Load(string, PatchLibraryOptions?)" path="/exception"/>
    [RequiresDynamicCode(LibraryTexts.NeedsJit)]
    [RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
    public static PatchLibrary PatchFromLibrary(this PatchHandle handle, string path, PatchLibraryOptions? options = null)
        => PatchLibrary.Load(path, With(handle, options));

    /// <summary>As <see cref="PatchFromLibrary"/>, if it can be done at once, without waiting for calls.</summary>
    /// <param name="handle">The method.</param>
    /// <param name="path">The library's file.</param>
    /// <param name="library">The library; null where it was not done.</param>
    /// <param name="options">How.</param>
    /// <returns>Whether it was done; otherwise nothing has changed.</returns>
    /// <exception cref="PatchLibraryException">Also where the library has no patch for this method.</exception>
    /// <inheritdoc cref="PatchLibrary.TryLoad" path="/exception"/>
    [RequiresDynamicCode(LibraryTexts.NeedsJit)]
    [RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
    public static bool TryPatchFromLibrary(
        this PatchHandle handle, string path, [NotNullWhen(true)] out PatchLibrary? library, PatchLibraryOptions? options = null)
        => PatchLibrary.TryLoad(path, out library, With(handle, options));

    /// <summary>As <see cref="PatchFromLibrary"/>, at once, whatever is running.</summary>
    /// <param name="handle">The method.</param>
    /// <param name="path">The library's file.</param>
    /// <param name="options">How.</param>
    /// <returns>The library.</returns>
    /// <exception cref="PatchLibraryException">Also where the library has no patch for this method.</exception>
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
