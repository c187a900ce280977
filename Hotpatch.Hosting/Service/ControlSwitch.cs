using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Hotpatch.Hosting.Logging;
using Hotpatch.Hosting.Settings;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hotpatch.Hosting.Service;

/// <summary>Keeps the control channel as open as the options say. Thread safe.</summary>
internal sealed class ControlSwitch(IHostEnvironment environment, ILoggerFactory loggers) : IAsyncDisposable, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private PatchControl? _control;
    private string _key = string.Empty;

    /// <summary>Opens, closes or replaces the channel. If nothing has changed, clients stay connected.</summary>
    public async Task ApplyAsync(HotpatchOptions options)
    {
        var (control, trust) = (options.Control, options.Trust);
        var key = control.Enabled
            ? string.Join('\n', [control.AllowWrite.ToString(), control.Folder, .. control.Redact, .. trust.Sha256, "keys", .. trust.PublicKeys, "directories", .. trust.Directories])
            : string.Empty;
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            if (key == _key)
                return;

            await CloseAsync().ConfigureAwait(false);
            _key = key;
            if (control.Enabled)
                _control = TryOpen(control, TrustReader.TryRead(trust, environment.ContentRootPath));
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            await CloseAsync().ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => Task.Run(() => DisposeAsync().AsTask()).GetAwaiter().GetResult();

    // A program that is compiled ahead of time has no code that finds the commands.
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The commands are named below.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Not called without a JIT.")]
    private PatchControl? TryOpen(HotpatchControlOptions options, PatchTrust? trust)
    {
        try
        {
            return RuntimeFeature.IsDynamicCodeSupported
                ? PatchControl.Open(options, trust, loggers)
                : throw new PlatformNotSupportedException("A program with a JIT was expected, but this one was compiled ahead of time.");
        }
        catch (Exception exception) when (exception is IOException or SocketException or UnauthorizedAccessException or PlatformNotSupportedException)
        {
            // Another user, who made a folder of that name, must not keep a service from starting.
            loggers.CreateLogger(HotpatchLog.Category).ControlNotOpened(exception.Message);
            return null;
        }
    }

    private async Task CloseAsync()
    {
        if (_control is { } control)
            await control.DisposeAsync().ConfigureAwait(false);

        (_control, _key) = (null, string.Empty);
    }
}
