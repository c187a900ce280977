using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Hotpatch.Hosting.Telemetry;

/// <summary>The instruments of the meter and the source of activities. Their names are stable: dashboards use them.</summary>
internal sealed class HotpatchTelemetry
{
    /// <summary>The name of the meter, of the source of activities, and of the event source.</summary>
    public const string Name = "Hotpatch";

    private static readonly ActivitySource Activities = new(Name, typeof(HotpatchTelemetry).Assembly.GetName().Version?.ToString());

    private readonly Counter<long> _libraryChanges;
    private readonly Histogram<double> _libraryChangeDuration;
    private readonly Counter<long> _methodChanges;
    private readonly Histogram<double> _waitDuration;
    private readonly Counter<long> _guardsFired;
    private readonly Histogram<double> _callDuration;
    private readonly Counter<long> _featureFailures;

    public HotpatchTelemetry(IMeterFactory factory)
    {
        Meter = factory.Create(new MeterOptions(Name) { Version = typeof(HotpatchTelemetry).Assembly.GetName().Version?.ToString() });
        _libraryChanges = Meter.CreateCounter<long>("hotpatch.library.changes", "{change}", "Libraries that were applied, updated, removed or refused.");
        _libraryChangeDuration = Meter.CreateHistogram<double>(
            "hotpatch.library.change.duration", "s", "How long a library's change took, with the wait for running calls.");
        _methodChanges = Meter.CreateCounter<long>("hotpatch.method.changes", "{change}", "Changes of what a patchable method runs.");
        _waitDuration = Meter.CreateHistogram<double>("hotpatch.wait.duration", "s", "How long a change waited for running calls.");
        _guardsFired = Meter.CreateCounter<long>("hotpatch.guard.firings", "{firing}", "Patches that were removed because they threw too many exceptions.");
        _callDuration = Meter.CreateHistogram<double>("hotpatch.method.call.duration", "s", "How long the calls of a measured method took.");
        _featureFailures = Meter.CreateCounter<long>("hotpatch.feature.failures", "{failure}", "Calls for which a feature flag could not be evaluated.");
    }

    /// <summary>Gets the meter, for the instruments that ask for their values.</summary>
    public Meter Meter { get; }

    /// <summary>Counts a change of a library, and adds its activity.</summary>
    /// <param name="kind">The kind: <c>applied</c>, <c>updated</c>, <c>removed</c> or <c>refused</c>.</param>
    /// <param name="library">The name of the library; its file's if the library was not read.</param>
    /// <param name="duration">How long the change took, until now.</param>
    /// <param name="reason">Why the change was refused; null otherwise.</param>
    public void LibraryChanged(string kind, string library, TimeSpan duration, string? reason)
    {
        var (kindTag, libraryTag) = (new KeyValuePair<string, object?>("hotpatch.change.kind", kind), new KeyValuePair<string, object?>("hotpatch.library.name", library));
        _libraryChanges.Add(1, kindTag, libraryTag);
        _libraryChangeDuration.Record(duration.TotalSeconds, kindTag, libraryTag);

        using var activity = Activities.StartActivity(
            ActivityKind.Internal, tags: [kindTag, libraryTag], startTime: DateTimeOffset.UtcNow - duration, name: $"hotpatch.library.{kind}");
        if (reason is not null)
            activity?.SetStatus(ActivityStatusCode.Error, reason);
    }

    /// <summary>Counts a change of what a method runs.</summary>
    public void MethodChanged(string method) => _methodChanges.Add(1, new KeyValuePair<string, object?>("hotpatch.method.name", method));

    /// <summary>Records a wait for running calls.</summary>
    public void Waited(TimeSpan duration, bool isMade)
        => _waitDuration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("hotpatch.wait.outcome", isMade ? "changed" : "gave_up"));

    /// <summary>Counts a guard that has removed a patch.</summary>
    public void GuardFired() => _guardsFired.Add(1);

    /// <summary>Counts a call for which a feature flag could not be evaluated.</summary>
    public void FeatureFailed(string feature) => _featureFailures.Add(1, new KeyValuePair<string, object?>("hotpatch.feature.name", feature));

    /// <summary>Records a call of a measured method.</summary>
    public void Called(ObservedCall call)
    {
        if (!_callDuration.Enabled)
            return;

        var tags = new TagList { { "hotpatch.method.name", call.Handle.Name }, { "hotpatch.method.patched", call.WasPatched } };
        if (call.IsFaulted)
            tags.Add("error.type", call.Exception?.GetType().FullName ?? "_OTHER");

        _callDuration.Record(call.Duration.TotalSeconds, tags);
    }
}
