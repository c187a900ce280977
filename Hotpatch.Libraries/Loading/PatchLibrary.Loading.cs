using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Hotpatch.Infrastructure;
using Hotpatch.Libraries.Loading;
using Hotpatch.Libraries.Reports;
using Hotpatch.Libraries.Watching;

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
    /// It cannot be read, or does not fit (with all problems): nothing of it has run; or it refuses, or its own code throws; or the program has no JIT,
    /// which loading code needs. Nothing has changed.
    /// </exception>
    /// <exception cref="PatchException">The library that it shall replace is not applied, or another thread is at that.</exception>
    /// <exception cref="PatchDeadlockException">A method that would have to be waited for is running on this thread.</exception>
    /// <exception cref="PatchTimeoutException">
    /// Running calls, or a step of the library's own code, have taken longer than the options say. All is as it was; code of the library goes on.
    /// </exception>
    [RequiresDynamicCode(LibraryTexts.NeedsJit)]
    [RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
    public static PatchLibrary Load(string path, PatchLibraryOptions? options = null) => LoadNow(Begin(path, options), WaitOf(options));

    /// <summary>As <see cref="Load(string, PatchLibraryOptions?)"/>, from a stream, which is read to its end: there is nothing beside it.</summary>
    /// <param name="assembly">The bytes of the assembly.</param>
    /// <param name="options">As for <see cref="Load(string, PatchLibraryOptions?)"/>; a trust in folders or in signature files cannot be met.</param>
    /// <returns>The library.</returns>
    /// <inheritdoc cref="Load(string, PatchLibraryOptions?)" path="/exception"/>
    [RequiresDynamicCode(LibraryTexts.NeedsJit)]
    [RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
    public static PatchLibrary Load(Stream assembly, PatchLibraryOptions? options = null) => LoadNow(Begin(assembly, options), WaitOf(options));

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
    public static PatchLibrary Load(Assembly assembly, PatchLibraryOptions? options = null) => LoadNow(Begin(assembly, options), WaitOf(options));

    /// <summary>
    /// As <see cref="Load(string, PatchLibraryOptions?)"/>: reads and binds on this thread, and holds none while it waits for calls or for the library's
    /// own code.
    /// </summary>
    /// <param name="path">As for <see cref="Load(string, PatchLibraryOptions?)"/>.</param>
    /// <param name="options">As for <see cref="Load(string, PatchLibraryOptions?)"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task with the library, which fails as the other throws, or is cancelled: then all is as it was.</returns>
    [RequiresDynamicCode(LibraryTexts.NeedsJit)]
    [RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
    public static async Task<PatchLibrary> LoadAsync(string path, PatchLibraryOptions? options = null, CancellationToken cancellationToken = default)
    {
        var wait = WaitOf(options, cancellationToken);
        return await LoadWaiting(Begin(path, options), wait).ConfigureAwait(false);
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
        var wait = WaitOf(options, cancellationToken);
        return await LoadWaiting(Begin(assembly, options), wait).ConfigureAwait(false);
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
        var wait = WaitOf(options, cancellationToken);
        return await LoadWaiting(Begin(assembly, options), wait).ConfigureAwait(false);
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
        var load = Begin(path, options);

        // A caller that is inside cannot be waited for either, and nothing of the library need run to know that.
        if (LibraryGates.Inside(load.Handles).Count > 0)
        {
            load.LetGo();
            library = null;
            return false;
        }

        library = Run(load, WaitOf(options), isWaiting: false, change => change.TryRun());
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
            WaitOf(options),
            isWaiting: false,
            change =>
            {
                change.Force();
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

    private static LibraryWait WaitOf(PatchLibraryOptions? options) => new(options?.Timeout ?? Timeout.InfiniteTimeSpan, IsAsync: false);

    private static LibraryWait WaitOf(PatchLibraryOptions? options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return WaitOf(options) with { Cancellation = cancellationToken, IsAsync = true };
    }

    private static PatchLibrary LoadNow(LibraryLoad load, LibraryWait wait)
        => Run(
            load,
            wait,
            isWaiting: true,
            change =>
            {
                change.Run(wait.Timeout, wait.Cancellation);
                return true;
            })!;

    private static async Task<PatchLibrary> LoadWaiting(LibraryLoad load, LibraryWait wait)
        => (await RunAsync(
            load,
            wait,
            isWaiting: true,
            async change =>
            {
                await change.RunAsync(wait.Timeout, wait.Cancellation).ConfigureAwait(false);
                return true;
            }).ConfigureAwait(false))!;

    // Nothing is left to be awaited.
    private static PatchLibrary? Run(LibraryLoad load, LibraryWait wait, bool isWaiting, Func<PatchChange, bool> run)
        => RunAsync(load, wait, isWaiting, change => new ValueTask<bool>(run(change))).GetAwaiter().GetResult();

    private static async Task<PatchLibrary?> RunAsync(LibraryLoad load, LibraryWait wait, bool isWaiting, Func<PatchChange, ValueTask<bool>> run)
    {
        var isMade = false;
        try
        {
            // Now: the thread may be another one later, and nothing of the library has run yet.
            if (isWaiting)
                LibraryGates.RequireOutside(load.Handles);

            await load.StartAsync(wait).ConfigureAwait(false);
            isMade = await run(load.Change).ConfigureAwait(false);
            if (isMade)
                return await load.EndAsync(wait).ConfigureAwait(false);

            await load.AbandonAsync(wait).ConfigureAwait(false);
            return null;
        }
        catch (Exception exception)
        {
            if (isMade)
                await load.RollBackAsync(wait).ConfigureAwait(false);
            else
                await load.AbandonAsync(wait).ConfigureAwait(false);

            if (load.Failure(exception) is { } failure)
                throw failure;

            throw;
        }
    }
}
