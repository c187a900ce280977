using System.Diagnostics.CodeAnalysis;
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
    private bool _isDisposed;

    /// <summary>Opens, closes or replaces the channel. If nothing has changed, clients stay connected.</summary>
    public async Task ApplyAsync(HotpatchOptions options)
    {
        var control = options.Control;
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            var trust = control.Enabled ? TrustReader.TryRead(options.Trust, environment.ContentRootPath) : null;
            var key = control.Enabled
                ? SettingsKey.Of([control.AllowWrite.ToString(), control.Folder, .. control.Redact], options.Trust, environment.ContentRootPath)
                : string.Empty;
            if (_isDisposed || key == _key)
                return;

            await CloseAsync().ConfigureAwait(false);
            if (control.Enabled && (_control = TryOpen(control, trust)) is not null)
                _key = key;
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
            _isDisposed = true;
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
        #pragma warning disable CA1031 // Whatever is wrong with the folder: a service must not fail for that, least of all if another user made a folder of that name.
        catch (Exception exception)
#pragma warning restore CA1031
        {
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
