using System.Diagnostics.CodeAnalysis;
using Hotpatch.Libraries.Reports;

namespace Hotpatch.Libraries.Watching;

/// <summary>Loads and unloads patch libraries with the options of a <see cref="PatchDirectory"/>.</summary>
[RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
[RequiresDynamicCode(LibraryTexts.NeedsJit)]
internal sealed class PatchLibraryLoader(PatchTrust trust, PatchDirectoryOptions options) : ILibraryLoader<PatchLibrary>
{
    public PatchLibrary Load(string path, string order, PatchLibrary? replaces)
        => PatchLibrary.Load(
            path,
            new PatchLibraryOptions
            {
                Trust = trust,
                Timeout = options.Timeout,
                Targets = options.Targets,
                RollbackOnFault = options.RollbackOnFault,
                ShadowReport = options.ShadowReport,
                Features = options.Features,
                Order = order,

                // The watching does not need to know when a library has left memory, and waiting for that would run the garbage collector.
                UnloadWait = TimeSpan.Zero,

                // The program itself may have unloaded the earlier version.
                Replaces = replaces is { IsApplied: true } ? replaces : null,
            });

    public void Unload(PatchLibrary library) => library.Unload(options.Timeout);
}
