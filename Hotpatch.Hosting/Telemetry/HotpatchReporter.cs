using Hotpatch.Hosting.Logging;
using Microsoft.Extensions.Logging;

namespace Hotpatch.Hosting.Telemetry;

/// <summary>Tells the log, the metrics, the traces and the event source of what happens. Thread safe.</summary>
internal sealed class HotpatchReporter(ILoggerFactory loggers, HotpatchTelemetry telemetry)
{
    private readonly ILogger _log = loggers.CreateLogger(HotpatchLog.Category);

    /// <summary>Gets the logger, for messages that are nothing to count.</summary>
    public ILogger Log => _log;

    public void Applied(PatchLibrary library, string path, TimeSpan duration, bool isUpdate)
    {
        var patches = string.Join("; ", library.Applied);
        if (isUpdate)
            _log.Updated(library.Name, library.Version, path, duration, patches);
        else
            _log.Applied(library.Name, library.Version, path, duration, patches);

        foreach (var skipped in library.Skipped)
            _log.LeftOut(skipped.Method, library.Name, skipped.Reason);

        Count(isUpdate ? "updated" : "applied", library.Name, duration);
    }

    public void Removed(PatchLibrary library, string path, TimeSpan duration)
    {
        _log.Removed(library.Name, library.Version, path, duration);
        Count("removed", library.Name, duration);
    }

    public void Refused(string path, string reason, TimeSpan duration)
    {
        _log.Refused(path, reason);
        telemetry.LibraryChanged("refused", Path.GetFileName(path), duration, reason);
        HotpatchEventSource.Log.LibraryRefused(path, reason);
    }

    public void GuardFired(FaultGuard guard)
    {
        _log.GuardFired(guard, guard.LastFault);
        telemetry.GuardFired();
        HotpatchEventSource.Log.GuardFired(guard.ToString());
    }

    public void FeatureFailed(string feature, Exception exception, bool isLogged)
    {
        telemetry.FeatureFailed(feature);
        if (isLogged)
            _log.FeatureFailed(feature, exception.Message, exception);
    }

    public void MethodChanged(PatchHandle handle)
    {
        var patches = string.Join("; ", handle.Describe().Entries.Select(entry => entry.ToString()).DefaultIfEmpty("original"));
        _log.MethodChanged(handle.Name, patches);
        telemetry.MethodChanged(handle.Name);
        HotpatchEventSource.Log.MethodHasChanged(handle.Name, patches);
    }

    public void Waited(string methods, TimeSpan duration, bool isMade)
    {
        if (isMade)
            _log.Waited(duration, methods);
        else
            _log.GaveUp(duration, methods);

        telemetry.Waited(duration, isMade);
        HotpatchEventSource.Log.Waited(methods, duration.TotalMilliseconds, isMade);
    }

    private void Count(string kind, string library, TimeSpan duration)
    {
        telemetry.LibraryChanged(kind, library, duration, reason: null);
        HotpatchEventSource.Log.LibraryChanged(library, kind, duration.TotalMilliseconds);
    }
}
