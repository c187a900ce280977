using System.Diagnostics.CodeAnalysis;
using Hotpatch.Libraries.Loading;
using Hotpatch.Libraries.Reports;
using Hotpatch.Libraries.Watching;

namespace Hotpatch;

/// <summary>
/// Watches a folder and keeps its patch libraries applied: applies new files, replaces changed ones, and unloads those that are deleted.
/// </summary>
/// <remarks>
/// <para>
/// Files are taken in the order of their names, once their writing has settled. If a file takes longer than a second, because it waits for running calls
/// or for the library's own code, the next files are taken in the meantime. The order of the libraries on a method does not depend on that: if several
/// replace the same method with the same priority, the one whose file name comes last runs.
/// </para>
/// <para>
/// If a library cannot be applied, its last good version stays, and the failure is reported once. The file is tried again when it or its signature
/// changes, and when the program loads another assembly. If running calls or access rights were the reason, it is also tried again at the poll interval.
/// </para>
/// <para>
/// Assemblies that do not reference Hotpatch.Runtime are dependencies: they load together with the library that needs them. If a dependency changes,
/// touch the library to load it again. Subfolders and hidden files are ignored. If the folder is deleted, its libraries are unloaded; if the folder comes
/// back, they are applied again.
/// </para>
/// <para>The watching continues until the object is disposed, even if nothing references it.</para>
/// <para>Thread safety: all members can be called from any thread.</para>
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

    /// <summary>Raised after each change and each failure, one at a time.</summary>
    /// <remarks>
    /// <para>
    /// The libraries that lie in the folder at first are applied before anyone can subscribe: read <see cref="Libraries"/> and <see cref="Failures"/>.
    /// Exceptions of subscribers are ignored.
    /// </para>
    /// <para>Threads: raised on a thread pool thread, under no lock.</para>
    /// </remarks>
    public event EventHandler<PatchDirectoryEventArgs>? Changed;

    /// <summary>Gets the full path of the folder.</summary>
    public string Folder { get; }

    /// <summary>Gets the libraries that are applied now, in the order of their file names.</summary>
    public IReadOnlyList<PatchLibrary> Libraries => _watch.Libraries.Where(library => library.IsApplied).ToArray();

    /// <summary>
    /// Gets the files that are not applied as they lie in the folder: the reason by full path. If the folder cannot be read, it is among them.
    /// </summary>
    public IReadOnlyDictionary<string, string> Failures => _watch.Failures;

    /// <summary>Applies the libraries of a folder, then begins to watch it.</summary>
    /// <remarks>
    /// Waits for files that were written just before, until they have settled. Takes no longer than the slowest file, whose steps
    /// <see cref="PatchDirectoryOptions.Timeout"/> limits.
    /// </remarks>
    /// <param name="folder">The folder, which must exist. Anyone who can write to it changes what the program does, as far as the trust allows.</param>
    /// <param name="trust">The trust that decides which libraries may load; <see cref="PatchTrust.Anyone"/> to load all.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>The watched folder. Each file that lay there is applied, or is among <see cref="Failures"/>.</returns>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    /// <exception cref="ArgumentNullException">The trust is null.</exception>
    /// <exception cref="PatchLibraryException">The folder does not exist, or the program has no JIT, without which no code can be loaded.</exception>
    [RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
    [RequiresDynamicCode(LibraryTexts.NeedsJit)]
    public static PatchDirectory Watch(string folder, PatchTrust trust, PatchDirectoryOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(trust);
        LibraryOpening.RequireJit(folder);
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (!Directory.Exists(full))
            throw new PatchLibraryException($"A folder to watch was expected at {full}, but none was found. Create it first.");

        var directory = new PatchDirectory(full, trust, options ?? new PatchDirectoryOptions());
        directory._watch.Start();
        return directory;
    }

    /// <summary>Looks at the folder now, instead of at the next notice or poll.</summary>
    /// <remarks>You need not call this. It helps where notices of the operating system are unreliable, such as on a network drive.</remarks>
    /// <param name="cancellationToken">Cancels the wait, but no change that has begun.</param>
    /// <returns>A task that completes when all files have settled, were applied or refused, and subscribers were called.</returns>
    /// <exception cref="ObjectDisposedException">The watching has ended.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public Task ScanAsync(CancellationToken cancellationToken = default) => _watch.ScanAsync(cancellationToken);

    /// <summary>
    /// Ends the watching and unloads the libraries, unless <see cref="PatchDirectoryOptions.KeepOnDispose"/> is set. Does not throw: a library that
    /// cannot be unloaded stays among <see cref="Libraries"/>, with the reason among <see cref="Failures"/>.
    /// </summary>
    /// <returns>A task that completes when all libraries are unloaded or have failed to. Each of them has the time-out of the options.</returns>
    public ValueTask DisposeAsync() => _watch.DisposeAsync();

    private void Tell(FolderChange<PatchLibrary> change)
    {
        var told = new PatchDirectoryEventArgs(change.Kind, change.Path, change.Library, change.Exception, change.Duration);
        foreach (var subscriber in Changed?.GetInvocationList() ?? [])
        {
            try
            {
                ((EventHandler<PatchDirectoryEventArgs>)subscriber)(this, told);
            }
#pragma warning disable CA1031 // Documented: exceptions of subscribers are ignored.
            catch (Exception)
#pragma warning restore CA1031
            {
                // A faulty subscriber must not stop the watching, nor the other subscribers.
            }
        }
    }
}
