using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Hotpatch.Hosting.Features;
using Hotpatch.Hosting.Logging;
using Hotpatch.Hosting.Settings;
using Hotpatch.Hosting.Threading;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hotpatch.Hosting.Service;

/// <summary>Keeps the control channel as open as the options say. Thread safe.</summary>
internal sealed class ControlSwitch(IHostEnvironment environment, FeatureSource features, ILoggerFactory loggers) : IAsyncDisposable, IDisposable
{
    private readonly Turn _turn = new();
    private volatile PatchControl? _control;
    private string _key = string.Empty;

    /// <summary>Opens, closes or replaces the channel. If nothing has changed, clients stay connected.</summary>
    public Task ApplyAsync(HotpatchOptions options)
        => options.Control.Enabled || _control is not null || PatchControl.IsOpenAtStart ? _turn.RunAsync(() => ApplyNowAsync(options)) : Task.CompletedTask;

    public async ValueTask DisposeAsync() => await _turn.EndAsync(CloseAsync).ConfigureAwait(false);

    // A container that isn't disposed asynchronously asks for it.
    public void Dispose() => Task.Run(() => DisposeAsync().AsTask()).GetAwaiter().GetResult();

    private async Task ApplyNowAsync(HotpatchOptions options)
    {
        var control = options.Control;
        var trust = control.Enabled ? TrustReader.TryRead(options.Trust, environment.ContentRootPath) : null;
        var key = control.Enabled
            ? SettingsKey.Of([control.AllowWrite.ToString(), control.Folder, .. control.Redact], options.Trust, environment.ContentRootPath)
            : string.Empty;
        if (key == _key && !PatchControl.IsOpenAtStart)
            return;

        await CloseAsync().ConfigureAwait(false);
        await PatchControl.CloseAtStartAsync().ConfigureAwait(false);
        if (control.Enabled && (_control = TryOpen(control, trust)) is not null)
            _key = key;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "A trimmed program may lack a command: its client gets an error.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Not called without a JIT.")]
    private PatchControl? TryOpen(HotpatchControlOptions options, PatchTrust? trust)
    {
        try
        {
            return RuntimeFeature.IsDynamicCodeSupported
                ? PatchControl.Open(options, trust, features.Provider, loggers.CreateLogger(HotpatchLog.Category))
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
