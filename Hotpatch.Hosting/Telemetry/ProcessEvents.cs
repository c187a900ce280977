using Hotpatch.Infrastructure;

namespace Hotpatch.Hosting.Telemetry;

/// <summary>Reports what happens to the methods of the process, whoever patches them.</summary>
internal sealed class ProcessEvents(HotpatchReporter reporter) : IDisposable
{
    private bool _isListening;

    /// <summary>Begins to report. Call once.</summary>
    public void Begin()
    {
        _isListening = true;
        Patchable.Changed += OnChanged;
        PatchEvents.Waited += OnWaited;
        PatchEvents.GuardFired += OnGuardFired;
    }

    public void Dispose()
    {
        if (!_isListening)
            return;

        _isListening = false;
        Patchable.Changed -= OnChanged;
        PatchEvents.Waited -= OnWaited;
        PatchEvents.GuardFired -= OnGuardFired;
    }

    private void OnChanged(object? sender, PatchChangedEventArgs change) => Safely(() => reporter.MethodChanged(change.Handle));

    private void OnWaited(object? sender, PatchWaitEventArgs wait) => Safely(() => reporter.Waited(wait.Methods, wait.Duration, wait.IsMade));

    private void OnGuardFired(object? sender, EventArgs arguments) => Safely(() => reporter.GuardFired((FaultGuard)sender!));

    private static void Safely(Action report)
    {
        try
        {
            report();
        }
#pragma warning disable CA1031 // A log or a meter that fails must not fail the change that it is told of.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }
}
