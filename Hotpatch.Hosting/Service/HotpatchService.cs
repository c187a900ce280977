using Hotpatch.Hosting.Features;
using Hotpatch.Hosting.Fixes;
using Hotpatch.Hosting.Logging;
using Hotpatch.Hosting.Settings;
using Hotpatch.Hosting.Telemetry;
using Hotpatch.Hosting.Threading;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Hotpatch.Hosting.Service;

/// <summary>
/// Applies the libraries before other services start, so that the first request meets them; follows changes of the options; and removes the libraries after other
/// services have stopped.
/// </summary>
internal sealed class HotpatchService(
    IHostEnvironment environment,
    IOptionsFactory<HotpatchOptions> options,
    IEnumerable<IOptionsChangeTokenSource<HotpatchOptions>> changes,
    FixFolder folder,
    FeatureSource features,
    CallMeasurement measurement,
    ProcessEvents events,
    HotpatchReporter reporter,
    HotpatchTelemetry telemetry,
    FeaturePatches patches,
    ControlSwitch control,
    HotpatchStatus status) : IHostedLifecycleService, IDisposable
{
    private readonly List<IDisposable> _subscriptions = [];
    private readonly Turn _turn = new();

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        Gauges.Add(telemetry, status);
        events.Begin();
        foreach (var change in changes)
            _subscriptions.Add(ChangeToken.OnChange(change.GetChangeToken, () => _ = Task.Run(FollowAsync, CancellationToken.None)));

        return ApplyAsync(patches.Apply);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        Dispose();
        await _turn.EndAsync(EndAsync).ConfigureAwait(false);
    }

    public void Dispose()
    {
        foreach (var subscription in _subscriptions)
            subscription.Dispose();
    }

    private async Task EndAsync()
    {
        await control.DisposeAsync().ConfigureAwait(false);
        await folder.DisposeAsync().ConfigureAwait(false);
        patches.Dispose();
        measurement.Dispose();
        events.Dispose();
    }

    private async Task FollowAsync()
    {
        try
        {
            await ApplyAsync().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Nobody waits for this task. Whatever is wrong with the options, the program goes on with the earlier ones.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            reporter.Log.OptionsRefused(exception.Message);
        }
    }

    // By the factory, which validates: the monitor, which ValidateOnStart makes too, would throw for options that aren't valid on the thread that changes the
    // configuration.
    //
    // One after the other, each with the options of its moment: of two quick changes, the later one counts.
    private Task ApplyAsync(Action<HotpatchOptions>? first = null)
        => _turn.RunAsync(() =>
        {
            var current = options.Create(Options.DefaultName);
            first?.Invoke(current);
            return ApplyAsync(current);
        });

    private async Task ApplyAsync(HotpatchOptions current)
    {
        await folder.ApplyAsync(FolderSettings.Read(current, environment.ContentRootPath, features.Provider)).ConfigureAwait(false);
        measurement.Measure(current.Measure);
        await control.ApplyAsync(current).ConfigureAwait(false);
    }
}
