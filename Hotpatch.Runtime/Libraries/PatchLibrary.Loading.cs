using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Hotpatch.Gates;
using Hotpatch.Libraries;
using Hotpatch.Libraries.Loading;
using Hotpatch.Sets;

// The first argument, which is not optional, tells the overloads apart.
#pragma warning disable RS0026

namespace Hotpatch;

/// <content>How libraries are loaded.</content>
public sealed partial class PatchLibrary
{
    private const string StreamName = "The patch library";

    /// <summary>Loads a library from a file and applies it, and waits for running calls where patched methods say so.</summary>
    /// <param name="path">The file. Assemblies beside it are the library's own, unless the program has them.</param>
    /// <param name="options">How; where nothing is given, whatever the path names may be loaded, and patch all that is woven.</param>
    /// <returns>The library.</returns>
    /// <exception cref="PatchTrustException">It may not be loaded. Nothing of it has run.</exception>
    /// <exception cref="PatchLibraryException">
    /// It cannot be read, does not fit (with all problems), or refuses; or the program has no JIT, which loading code needs. Nothing has changed.
    /// </exception>
    /// <exception cref="PatchException">The library that it shall replace is not applied, or another thread is at that.</exception>
    /// <exception cref="PatchDeadlockException">A method that would have to be waited for is running on this thread.</exception>
    /// <exception cref="PatchTimeoutException">The time is over. All is as it was.</exception>
    [RequiresDynamicCode(LibraryTexts.NeedsJit)]
    [RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
    public static PatchLibrary Load(string path, PatchLibraryOptions? options = null) => LoadNow(Begin(path, options), PatienceOf(options))!;

    /// <summary>As <see cref="Load(string, PatchLibraryOptions?)"/>, from a stream, which is read to its end: there is nothing beside it.</summary>
    /// <param name="assembly">The bytes of the assembly.</param>
    /// <param name="options">As for <see cref="Load(string, PatchLibraryOptions?)"/>; a trust in folders or in signature files cannot be met.</param>
    /// <returns>The library.</returns>
    /// <inheritdoc cref="Load(string, PatchLibraryOptions?)" path="/exception"/>
    [RequiresDynamicCode(LibraryTexts.NeedsJit)]
    [RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
    public static PatchLibrary Load(Stream assembly, PatchLibraryOptions? options = null) => LoadNow(Begin(assembly, options), PatienceOf(options))!;

    /// <summary>
    /// As <see cref="Load(string, PatchLibraryOptions?)"/>, of an assembly that the caller has loaded: it is bound and applied, and when it is taken
    /// back it stays loaded.
    /// </summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="options">As for <see cref="Load(string, PatchLibraryOptions?)"/>; of trust, only <see cref="PatchTrust.Anyone"/> can be met.</param>
    /// <returns>The library.</returns>
    /// <inheritdoc cref="Load(string, PatchLibraryOptions?)" path="/exception"/>
    [RequiresDynamicCode(LibraryTexts.NeedsJit)]
    [RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
    public static PatchLibrary Load(Assembly assembly, PatchLibraryOptions? options = null) => LoadNow(Begin(assembly, options), PatienceOf(options))!;

    /// <summary>As <see cref="Load(string, PatchLibraryOptions?)"/>: reads and binds on this thread, and holds none while it waits for calls.</summary>
    /// <param name="path">As for <see cref="Load(string, PatchLibraryOptions?)"/>.</param>
    /// <param name="options">As for <see cref="Load(string, PatchLibraryOptions?)"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task with the library, which fails as the other throws, or is cancelled: then all is as it was.</returns>
    [RequiresDynamicCode(LibraryTexts.NeedsJit)]
    [RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
    public static async Task<PatchLibrary> LoadAsync(string path, PatchLibraryOptions? options = null, CancellationToken cancellationToken = default)
    {
        var patience = PatienceOf(options, cancellationToken);
        return await LoadWaiting(Begin(path, options), patience).ConfigureAwait(false);
    }

    /// <summary>As <see cref="LoadAsync(string, PatchLibraryOptions?, CancellationToken)"/>, from a stream.</summary>
    /// <param name="assembly">As for <see cref="Load(Stream, PatchLibraryOptions?)"/>.</param>
    /// <param name="options">As for <see cref="Load(Stream, PatchLibraryOptions?)"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>As for <see cref="LoadAsync(string, PatchLibraryOptions?, CancellationToken)"/>.</returns>
    [RequiresDynamicCode(LibraryTexts.NeedsJit)]
    [RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
    public static async Task<PatchLibrary> LoadAsync(
        Stream assembly, PatchLibraryOptions? options = null, CancellationToken cancellationToken = default)
    {
        var patience = PatienceOf(options, cancellationToken);
        return await LoadWaiting(Begin(assembly, options), patience).ConfigureAwait(false);
    }

    /// <summary>As <see cref="LoadAsync(string, PatchLibraryOptions?, CancellationToken)"/>, of an assembly that the caller has loaded.</summary>
    /// <param name="assembly">As for <see cref="Load(Assembly, PatchLibraryOptions?)"/>.</param>
    /// <param name="options">As for <see cref="Load(Assembly, PatchLibraryOptions?)"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>As for <see cref="LoadAsync(string, PatchLibraryOptions?, CancellationToken)"/>.</returns>
    [RequiresDynamicCode(LibraryTexts.NeedsJit)]
    [RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
    public static async Task<PatchLibrary> LoadAsync(
        Assembly assembly, PatchLibraryOptions? options = null, CancellationToken cancellationToken = default)
    {
        var patience = PatienceOf(options, cancellationToken);
        return await LoadWaiting(Begin(assembly, options), patience).ConfigureAwait(false);
    }

    /// <summary>Loads and applies a library if that can be done at once, without waiting for calls.</summary>
    /// <param name="path">As for <see cref="Load(string, PatchLibraryOptions?)"/>.</param>
    /// <param name="library">The library; null where it was not done.</param>
    /// <param name="options">As for <see cref="Load(string, PatchLibraryOptions?)"/>.</param>
    /// <returns>Whether it was done; false where calls are running that would have to be waited for. Then nothing has changed.</returns>
    /// <exception cref="PatchTrustException">It may not be loaded. Nothing of it has run.</exception>
    /// <exception cref="PatchLibraryException">It cannot be read, does not fit (with all problems), or refuses. Nothing has changed.</exception>
    /// <exception cref="PatchException">The library that it shall replace is not applied, or another thread is at that.</exception>
    [RequiresDynamicCode(LibraryTexts.NeedsJit)]
    [RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
    public static bool TryLoad(string path, [NotNullWhen(true)] out PatchLibrary? library, PatchLibraryOptions? options = null)
    {
        library = Run(Begin(path, options), SetRun.TryRun);
        return library is not null;
    }

    /// <summary>Loads and applies a library at once, whatever is running: as if all methods were <see cref="Consistency.Immediate"/>.</summary>
    /// <param name="path">As for <see cref="Load(string, PatchLibraryOptions?)"/>.</param>
    /// <param name="options">As for <see cref="Load(string, PatchLibraryOptions?)"/>.</param>
    /// <returns>The library.</returns>
    /// <exception cref="PatchTrustException">It may not be loaded. Nothing of it has run.</exception>
    /// <exception cref="PatchLibraryException">It cannot be read, does not fit (with all problems), or refuses. Nothing has changed.</exception>
    /// <exception cref="PatchException">The library that it shall replace is not applied, or another thread is at that.</exception>
    [RequiresDynamicCode(LibraryTexts.NeedsJit)]
    [RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
    public static PatchLibrary ForceLoad(string path, PatchLibraryOptions? options = null)
        => Run(
            Begin(path, options),
            change =>
            {
                SetRun.Force(change);
                return true;
            })!;

    [RequiresDynamicCode(LibraryTexts.NeedsJit)]
    [RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
    private static LibraryLoad Begin(string path, PatchLibraryOptions? options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new PatchLibraryOptions();
        return LibraryLoad.Begin(System.IO.Path.GetFileName(path), () => LibraryOpening.OfFile(path, options), options);
    }

    [RequiresDynamicCode(LibraryTexts.NeedsJit)]
    [RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
    private static LibraryLoad Begin(Stream assembly, PatchLibraryOptions? options)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        options ??= new PatchLibraryOptions();
        return LibraryLoad.Begin(StreamName, () => LibraryOpening.OfStream(assembly, StreamName, options), options);
    }

    [RequiresDynamicCode(LibraryTexts.NeedsJit)]
    [RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
    private static LibraryLoad Begin(Assembly assembly, PatchLibraryOptions? options)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        options ??= new PatchLibraryOptions();
        return LibraryLoad.Begin(assembly.GetName().Name!, () => LibraryOpening.OfAssembly(assembly, options), options);
    }

    private static Patience PatienceOf(PatchLibraryOptions? options, CancellationToken cancellationToken = default)
        => new(options?.Timeout ?? Timeout.InfiniteTimeSpan, cancellationToken);

    private static PatchLibrary? LoadNow(LibraryLoad load, Patience patience)
        => Run(
            load,
            change =>
            {
                SetRun.Run(change, patience);
                return true;
            });

    private static PatchLibrary? Run(LibraryLoad load, Func<SetChange, bool> run)
    {
        var isMade = false;
        try
        {
            isMade = run(load.Change);
            if (isMade)
                return load.End();

            load.Abandon();
            return null;
        }
        catch (Exception exception)
        {
            if (isMade)
                load.RollBack();
            else
                load.Abandon();

            if (load.Failure(exception) is { } failure)
                throw failure;

            throw;
        }
    }

    private static async Task<PatchLibrary> LoadWaiting(LibraryLoad load, Patience patience)
    {
        var isMade = false;
        try
        {
            await SetRun.RunAsync(load.Change, patience).ConfigureAwait(false);
            isMade = true;
            return load.End();
        }
        catch (Exception exception)
        {
            if (isMade)
                await load.RollBackAsync().ConfigureAwait(false);
            else
                load.Abandon();

            if (load.Failure(exception) is { } failure)
                throw failure;

            throw;
        }
    }
}
