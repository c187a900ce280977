using System.Diagnostics.CodeAnalysis;
using Hotpatch.Libraries.Loading;
using Hotpatch.Libraries.Reports;
using Hotpatch.Libraries.Watching;

namespace Hotpatch;

/// <summary>
/// A folder whose patch libraries are applied while they lie there: new ones are applied, changed ones take the place of their earlier versions, and
/// those that have gone are taken back, in the order of their names, once writing has settled.
/// </summary>
/// <remarks>
/// <para>
/// A file that takes longer than a second, since it waits for running calls or for the library's own code, holds up no other: the next ones are taken
/// meanwhile, and it costs its own time-out only. Where libraries lie on a method does not depend on it.
/// </para>
/// <para>
/// A library that cannot be applied is told of once and left out, and its last good version stays. It is tried again when its file or its signature
/// changes; where running calls or rights were in the way, also from time to time; and where the program has loaded another assembly.
/// </para>
/// <para>
/// Where libraries replace the same method with the same priority, the one whose name comes last runs, whatever came first. Assemblies that do not
/// reference Hotpatch.Runtime are what libraries need: they are not loaded by themselves, and where one of them has changed, the library must be
/// touched to be loaded anew. Subfolders and hidden files are left out. If the folder goes, its libraries are taken back; it may come again.
/// </para>
/// <para>All members can be used from any thread. Until it is disposed of, it goes on watching, also where nobody refers to it.</para>
/// </remarks>
/// <example>
/// <code>
/// await using var fixes = PatchDirectory.Watch("/srv/fixes", PatchTrust.Directories("/srv/fixes"));
/// </code>
/// </example>
public sealed class PatchDirectory : IAsyncDisposable
{
    private readonly FolderWatch<PatchLibrary> _watch;

    [RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
    [RequiresDynamicCode(LibraryTexts.NeedsJit)]
    private PatchDirectory(string folder, PatchTrust trust, PatchDirectoryOptions options)
    {
        Folder = folder;
        _watch = new(folder, options, new PatchLibraryLoader(trust, options), Tell);
    }

    /// <summary>
    /// After each change, and when one has failed, one after the other, on a thread of the pool. What a subscriber throws is nobody's to hear, and stops
    /// nothing. What the folder held at first is applied before anybody can subscribe: look at <see cref="Libraries"/> and <see cref="Failures"/>.
    /// </summary>
    public event EventHandler<PatchDirectoryEventArgs>? Changed;

    /// <summary>The folder's full path.</summary>
    public string Folder { get; }

    /// <summary>Those that are applied now, in the order of their names.</summary>
    public IReadOnlyList<PatchLibrary> Libraries => _watch.Libraries.Where(library => library.IsApplied).ToArray();

    /// <summary>What is not applied as it lies there, and why, by path; also the folder itself, where it cannot be read.</summary>
    public IReadOnlyDictionary<string, string> Failures => _watch.Failures;

    /// <summary>Applies the libraries of a folder, and begins to watch it. What was written a moment ago is waited for, until it has settled.</summary>
    /// <param name="folder">The folder, which must exist. Whoever can write to it changes what the program does, as far as the policy allows.</param>
    /// <param name="trust">Which libraries may load; <see cref="PatchTrust.Anyone"/> for all.</param>
    /// <param name="options">How to watch, and how to load.</param>
    /// <returns>
    /// The watched folder: when this returns, what lay there is applied, or is among <see cref="Failures"/>. That takes no longer than the slowest file,
    /// of which <see cref="PatchDirectoryOptions.Timeout"/> ends each step.
    /// </returns>
    /// <exception cref="PatchLibraryException">There is no such folder, or the program has no JIT, which loading code needs.</exception>
    [RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
    [RequiresDynamicCode(LibraryTexts.NeedsJit)]
    public static PatchDirectory Watch(string folder, PatchTrust trust, PatchDirectoryOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(trust);
        LibraryOpening.RequireJit(folder);
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (!Directory.Exists(full))
            throw new PatchLibraryException($"A folder to watch was expected, found none at {full}.");

        var directory = new PatchDirectory(full, trust, options ?? new PatchDirectoryOptions());
        directory._watch.Start();
        return directory;
    }

    /// <summary>Looks at the folder now. Nobody needs to call it, but where files come over a network, notices of the system may not.</summary>
    /// <param name="cancellationToken">Ends the waiting, but no change that has begun.</param>
    /// <returns>Ends when all files have settled, and were taken or refused, and subscribers have been told.</returns>
    /// <exception cref="ObjectDisposedException">The watching has ended.</exception>
    public Task ScanAsync(CancellationToken cancellationToken = default) => _watch.ScanAsync(cancellationToken);

    /// <summary>
    /// Ends the watching, and takes the libraries back unless <see cref="PatchDirectoryOptions.KeepOnDispose"/> is set. It does not throw: what cannot
    /// be taken back stays among <see cref="Libraries"/>, with the reason among <see cref="Failures"/>.
    /// </summary>
    /// <returns>Ends when that is done, for each file by itself within its time-out.</returns>
    public ValueTask DisposeAsync() => _watch.DisposeAsync();

    private void Tell(FolderChange<PatchLibrary> change)
    {
        var told = new PatchDirectoryEventArgs(change.Kind, change.Path, change.Library, change.Exception);
        foreach (var subscriber in Changed?.GetInvocationList() ?? [])
        {
            try
            {
                ((EventHandler<PatchDirectoryEventArgs>)subscriber)(this, told);
            }
#pragma warning disable CA1031 // As documented.
            catch (Exception)
#pragma warning restore CA1031
            {
                // Fixes come and go whatever somebody thinks of it.
            }
        }
    }
}
