using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Hotpatch.Hosting.Control.Channel;
using Hotpatch.Hosting.Control.Commands;
using Hotpatch.Hosting.Control.Values;
using Hotpatch.Hosting.Logging;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotpatch;

/// <summary>
/// The control channel of a program without a host: while it is open, the command <c>hotpatch</c> can look at the program. A host opens it by
/// <see cref="HotpatchOptions.Control"/>.
/// </summary>
/// <remarks>
/// <para>
/// Only the user who runs the program can connect: the system tells who is at the other end. Without <see cref="HotpatchControlOptions.AllowWrite"/>, clients can only look.
/// </para>
/// <para>Thread safety: all members can be called from any thread.</para>
/// </remarks>
/// <example>
/// <code>
/// await using var control = PatchControl.Open();
/// </code>
/// </example>
public sealed class PatchControl : IAsyncDisposable
{
    private static PatchControl? _atStart;

    private readonly RecordedCalls _recorded = new();
    private readonly ControlListener _listener;
    private readonly ILogger _log;
    private int _isClosed;

    [RequiresUnreferencedCode(ControlConnection.Reflects)]
    [RequiresDynamicCode(ControlConnection.Reflects)]
    private PatchControl(HotpatchControlOptions options, PatchTrust? trust, IPatchFeatures? features, ILogger log)
    {
        // Trimming switches off the serialisation that the protocol uses.
        if (!JsonSerializer.IsReflectionEnabledByDefault)
            throw new PlatformNotSupportedException("A program that is not trimmed was expected, but this one is (PublishTrimmed). The control channel needs what trimming removes.");

        _log = log;
        var secrets = new Secrets(options.Redact);
        var folder = string.IsNullOrEmpty(options.Folder) ? ControlFolder.Default : Path.GetFullPath(options.Folder);
        _listener = new ControlListener(folder, client => new ControlCommands(client, trust, options.AllowWrite, secrets, _recorded, log) { Features = features }, log);
        Address = ControlFolder.SocketOf(folder, Environment.ProcessId);
        log.ControlOpened(Address, options.AllowWrite ? "changes are allowed" : "read-only");
    }

    /// <summary>Gets the path of the socket.</summary>
    public string Address { get; }

    /// <summary>Opens the channel of this process. A process has one.</summary>
    /// <param name="options">The options, whose <see cref="HotpatchControlOptions.Enabled"/> is ignored; null for the defaults.</param>
    /// <param name="trust">The trust that decides which libraries clients may apply; null for those that no other user can change.</param>
    /// <param name="loggers">Creates the logger that is told of every command; null for none.</param>
    /// <returns>The channel; dispose it to close.</returns>
    /// <exception cref="IOException">The folder of the sockets can't be used, such as one that belongs to another user, or the process has an open channel there.</exception>
    /// <exception cref="PlatformNotSupportedException">The system is not Linux or macOS, where sockets tell who is at the other end; or the program is trimmed.</exception>
    [RequiresUnreferencedCode(ControlConnection.Reflects)]
    [RequiresDynamicCode(ControlConnection.Reflects)]
    public static PatchControl Open(HotpatchControlOptions? options = null, PatchTrust? trust = null, ILoggerFactory? loggers = null)
        => Open(options ?? new HotpatchControlOptions(), trust, features: null, loggers?.CreateLogger(HotpatchLog.Category) ?? NullLogger.Instance);

    /// <summary>Opens the channel of a program that has feature flags.</summary>
    [RequiresUnreferencedCode(ControlConnection.Reflects)]
    [RequiresDynamicCode(ControlConnection.Reflects)]
    internal static PatchControl Open(HotpatchControlOptions options, PatchTrust? trust, IPatchFeatures? features, ILogger log) => new(options, trust, features, log);

    /// <summary>Opens the channel when a program starts that is told to, read-only and with the defaults. The package calls it; not for use by hand.</summary>
    /// <remarks>A host with <c>AddHotpatch</c> closes it when it opens its own. If it can't be opened, says so on the standard error stream.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "A trimmed program opens no channel.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "A program without a JIT opens no channel.")]
    public static void OpenAtStart()
    {
        try
        {
            if (!RuntimeFeature.IsDynamicCodeSupported)
                throw new PlatformNotSupportedException("A program with a JIT was expected, but this one was compiled ahead of time.");

            Interlocked.Exchange(ref _atStart, Open());
        }
#pragma warning disable CA1031 // A module initializer that throws would keep the program from starting.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Console.Error.WriteLine($"Hotpatch: the control channel can't be opened: {exception.Message}");
        }
    }

    /// <summary>Gets whether the channel that <see cref="OpenAtStart"/> has opened is open.</summary>
    internal static bool IsOpenAtStart => Volatile.Read(ref _atStart) is not null;

    /// <summary>Closes the channel that <see cref="OpenAtStart"/> has opened, if it has.</summary>
    internal static async ValueTask CloseAtStartAsync()
    {
        if (Interlocked.Exchange(ref _atStart, null) is { } control)
            await control.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Closes the channel, and ends what clients observe.</summary>
    /// <returns>A task that completes when nobody can connect any more.</returns>
    public async ValueTask DisposeAsync()
    {
        _recorded.Dispose();
        await _listener.DisposeAsync().ConfigureAwait(false);
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
            _log.ControlClosed(Address);
    }
}
