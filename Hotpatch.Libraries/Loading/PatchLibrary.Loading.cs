using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Hotpatch.Infrastructure;
using Hotpatch.Libraries.Loading;
using Hotpatch.Libraries.Reports;
using Hotpatch.Libraries.Watching;
using Hotpatch.Naming;

// RS0026 warns about overloads with optional parameters. Here the type of the first parameter, which is required, selects the overload.
#pragma warning disable RS0026

namespace Hotpatch;

/// <content>Loading.</content>
public sealed partial class PatchLibrary
{
    private const string StreamName = "The patch library";

    /// <summary>Loads a library from a file and applies its patches.</summary>
    /// <remarks>Waits for running calls of methods that are not <see cref="Consistency.Immediate"/>. If loading fails, nothing has changed.</remarks>
    /// <param name="path">The library's file. Assemblies that it references are taken from the program, or else from the files beside it.</param>
    /// <param name="options">The options; null to trust any file and to allow patches of all loaded woven assemblies.</param>
    /// <returns>The applied library. Dispose or unload it to remove its patches.</returns>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    /// <exception cref="PatchTrustException">The library, or an assembly that it needs, is not trusted. No code of it has run.</exception>
    /// <exception cref="PatchLibraryException">
    /// The library cannot be read, or does not fit its targets: no code of it has run, and <see cref="PatchLibraryException.Problems"/> lists all reasons.
    /// Or the library refuses, its own code throws, or the program has no JIT, without which no code can be loaded.
    /// </exception>
    /// <exception cref="PatchException">The library to replace is not applied, or another thread is unloading or replacing it.</exception>
    /// <exception cref="PatchDeadlockException">A method that the call would wait for is running on this thread.</exception>
    /// <exception cref="PatchTimeoutException">
    /// Running calls, or a step of the library's own code, took longer than <see cref="PatchLibraryOptions.Timeout"/>. Code of the library continues.
    /// </exception>
    [RequiresDynamicCode(LibraryTexts.NeedsJit)]
    [RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
    public static PatchLibrary Load(string path, PatchLibraryOptions? options = null) => LoadNow(Begin(path, options), WaitOf(options));

    /// <summary>Loads a library from a stream and applies its patches.</summary>
    /// <remarks>
    /// Reads the stream to its end. Assemblies that the library references are taken from the program only, since no files lie beside a stream. Waits as
    /// <see cref="Load(string, PatchLibraryOptions?)"/> does.
    /// </remarks>
    /// <param name="assembly">The stream with the bytes of the assembly. It is not disposed.</param>
    /// <param name="options">The options; null for the defaults. A trust that needs a folder or a signature file refuses every stream.</param>
    /// <returns>The applied library.</returns>
    /// <exception cref="ArgumentNullException">The stream is null.</exception>
    /// <inheritdoc cref="Load(string, PatchLibraryOptions?)" path="/exception[not(@cref='T:System.ArgumentException')]"/>
    [RequiresDynamicCode(LibraryTexts.NeedsJit)]
    [RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
    public static PatchLibrary Load(Stream assembly, PatchLibraryOptions? options = null) => LoadNow(Begin(assembly, options), WaitOf(options));

    /// <summary>Applies the patches of an assembly that the caller has loaded.</summary>
    /// <remarks>
    /// Unloading the library removes its patches; the assembly itself stays loaded. Waits as <see cref="Load(string, PatchLibraryOptions?)"/> does.
    /// </remarks>
    /// <param name="assembly">The assembly.</param>
    /// <param name="options">The options; null for the defaults. Any trust but <see cref="PatchTrust.Anyone"/> refuses a loaded assembly.</param>
    /// <returns>The applied library.</returns>
    /// <exception cref="ArgumentNullException">The assembly is null.</exception>
    /// <inheritdoc cref="Load(string, PatchLibraryOptions?)" path="/exception[not(@cref='T:System.ArgumentException')]"/>
    [RequiresDynamicCode(LibraryTexts.NeedsJit)]
    [RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
    public static PatchLibrary Load(Assembly assembly, PatchLibraryOptions? options = null) => LoadNow(Begin(assembly, options), WaitOf(options));

    /// <summary>Applies the patches of one class of the program itself.</summary>
    /// <remarks>
    /// Works in programs that are trimmed or compiled ahead of time too, except for patches of generic methods, which need a JIT. The library has the full
    /// name of the class. Waits as <see cref="Load(string, PatchLibraryOptions?)"/> does.
    /// </remarks>
    /// <param name="patches">The class, whose methods are marked with <see cref="PatchAttribute"/> or <see cref="PatchCallsAttribute"/>.</param>
    /// <param name="options">The options; null for the defaults. <see cref="PatchLibraryOptions.Trust"/> is not asked: the code is the program's.</param>
    /// <returns>The applied library.</returns>
    /// <exception cref="ArgumentNullException">The class is null.</exception>
    /// <inheritdoc cref="Load(string, PatchLibraryOptions?)" path="/exception[not(@cref='T:System.ArgumentException') and not(@cref='T:Hotpatch.PatchTrustException')]"/>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The annotation keeps the methods of the class; their targets are reached by their handles.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Only patches of generic methods need a JIT. Without one, the load fails with the reason.")]
    public static PatchLibrary Load(
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods | DynamicallyAccessedMemberTypes.NonPublicMethods)] Type patches,
        PatchLibraryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(patches);
        return LoadNow(
            LibraryLoad.Begin(MethodName.Of(patches), () => new LibraryContent(patches.Assembly, Context: null) { Only = patches }, options ?? new PatchLibraryOptions()),
            WaitOf(options));
    }

    /// <summary>Loads a library from a file and applies its patches, without blocking a thread while it waits.</summary>
    /// <remarks>Reads and binds the library on the calling thread. Then waits for running calls and for the library's own code.</remarks>
    /// <param name="path">The library's file, as for <see cref="Load(string, PatchLibraryOptions?)"/>.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>
    /// A task with the applied library. It fails with the exceptions that <see cref="Load(string, PatchLibraryOptions?)"/> throws, or is cancelled; then
    /// nothing has changed.
    /// </returns>
    [RequiresDynamicCode(LibraryTexts.NeedsJit)]
    [RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
    public static async Task<PatchLibrary> LoadAsync(string path, PatchLibraryOptions? options = null, CancellationToken cancellationToken = default)
    {
        var wait = WaitOf(options, cancellationToken);
        return await LoadWaiting(Begin(path, options), wait).ConfigureAwait(false);
    }

    /// <summary>Loads a library from a stream and applies its patches, without blocking a thread while it waits.</summary>
    /// <remarks>
    /// Reads the stream synchronously and binds the library on the calling thread. Then waits for running calls and for the library's own code.
    /// </remarks>
    /// <param name="assembly">The stream with the bytes of the assembly, as for <see cref="Load(Stream, PatchLibraryOptions?)"/>.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>
    /// A task with the applied library. It fails with the exceptions that <see cref="Load(Stream, PatchLibraryOptions?)"/> throws, or is cancelled; then
    /// nothing has changed.
    /// </returns>
    [RequiresDynamicCode(LibraryTexts.NeedsJit)]
    [RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
    public static async Task<PatchLibrary> LoadAsync(
        Stream assembly, PatchLibraryOptions? options = null, CancellationToken cancellationToken = default)
    {
        var wait = WaitOf(options, cancellationToken);
        return await LoadWaiting(Begin(assembly, options), wait).ConfigureAwait(false);
    }

    /// <summary>Applies the patches of an assembly that the caller has loaded, without blocking a thread while it waits.</summary>
    /// <param name="assembly">The assembly, as for <see cref="Load(Assembly, PatchLibraryOptions?)"/>.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>
    /// A task with the applied library. It fails with the exceptions that <see cref="Load(Assembly, PatchLibraryOptions?)"/> throws, or is cancelled; then
    /// nothing has changed.
    /// </returns>
    [RequiresDynamicCode(LibraryTexts.NeedsJit)]
    [RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
    public static async Task<PatchLibrary> LoadAsync(
        Assembly assembly, PatchLibraryOptions? options = null, CancellationToken cancellationToken = default)
    {
        var wait = WaitOf(options, cancellationToken);
        return await LoadWaiting(Begin(assembly, options), wait).ConfigureAwait(false);
    }

    /// <summary>Loads a library and applies its patches, if that needs no wait for running calls.</summary>
    /// <param name="path">The library's file, as for <see cref="Load(string, PatchLibraryOptions?)"/>.</param>
    /// <param name="library">The applied library; null if this returns false.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>Whether the library was applied. If false, calls that must be waited for are running, and nothing has changed.</returns>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    /// <exception cref="PatchTrustException">The library, or an assembly that it needs, is not trusted. No code of it has run.</exception>
    /// <exception cref="PatchLibraryException">
    /// The library cannot be read, does not fit (with all problems), or refuses; or its own code throws. Nothing has changed.
    /// </exception>
    /// <exception cref="PatchException">The library to replace is not applied, or another thread is unloading or replacing it.</exception>
    /// <exception cref="LibraryTimeoutException">A step of the library's own code took longer than <see cref="PatchLibraryOptions.Timeout"/>.</exception>
    [RequiresDynamicCode(LibraryTexts.NeedsJit)]
    [RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
    public static bool TryLoad(string path, [NotNullWhen(true)] out PatchLibrary? library, PatchLibraryOptions? options = null)
    {
        var load = Begin(path, options);

        // If a method is running on this thread, the change would have to wait for it. No code of the library needs to run to find that out.
        if (LibraryGates.Inside(load.Handles).Count > 0)
        {
            load.LetGo();
            library = null;
            return false;
        }

        library = Run(load, WaitOf(options), isWaiting: false, change => change.TryRun());
        return library is not null;
    }

    /// <summary>Loads a library and applies its patches at once, as if all methods were <see cref="Consistency.Immediate"/>.</summary>
    /// <param name="path">The library's file, as for <see cref="Load(string, PatchLibraryOptions?)"/>.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>The applied library.</returns>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    /// <exception cref="PatchTrustException">The library, or an assembly that it needs, is not trusted. No code of it has run.</exception>
    /// <exception cref="PatchLibraryException">
    /// The library cannot be read, does not fit (with all problems), or refuses; or its own code throws. Nothing has changed.
    /// </exception>
    /// <exception cref="PatchException">The library to replace is not applied, or another thread is unloading or replacing it.</exception>
    /// <exception cref="LibraryTimeoutException">A step of the library's own code took longer than <see cref="PatchLibraryOptions.Timeout"/>.</exception>
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

    // GetResult cannot block: without IsAsync, every step is complete when it returns.
    private static PatchLibrary? Run(LibraryLoad load, LibraryWait wait, bool isWaiting, Func<PatchChange, bool> run)
        => RunAsync(load, wait, isWaiting, change => new ValueTask<bool>(run(change))).GetAwaiter().GetResult();

    private static async Task<PatchLibrary?> RunAsync(LibraryLoad load, LibraryWait wait, bool isWaiting, Func<PatchChange, ValueTask<bool>> run)
    {
        var isMade = false;
        try
        {
            // First: after an await, this may run on another thread than the caller's, and code of the library would have run.
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
