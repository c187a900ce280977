using System.Diagnostics.CodeAnalysis;
using Hotpatch.Libraries.Reports;

namespace Hotpatch.Libraries.Watching;

/// <summary>Loads libraries as their folder's options say.</summary>
[RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
[RequiresDynamicCode(LibraryTexts.NeedsJit)]
internal sealed class PatchLibraryLoader(PatchTrust trust, PatchDirectoryOptions options) : ILibraryLoader<PatchLibrary>
{
    // Somebody else may have unloaded the earlier version: then there is nothing to take the place of.
    public PatchLibrary Load(string path, string order, PatchLibrary? replaces)
        => PatchLibrary.Load(
            path,
            new PatchLibraryOptions
            {
                Trust = trust,
                Timeout = options.Timeout,
                Targets = options.Targets,
                Order = order,

                // Looking whether a library has left memory makes the garbage collector run, for an answer that nobody here asks for.
                UnloadWait = TimeSpan.Zero,
                Replaces = replaces is { IsApplied: true } ? replaces : null,
            });

    public void Unload(PatchLibrary library) => library.Unload(options.Timeout);
}
