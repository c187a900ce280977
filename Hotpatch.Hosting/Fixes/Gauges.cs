using System.Diagnostics.Metrics;
using Hotpatch.Hosting.Telemetry;

namespace Hotpatch.Hosting.Fixes;

/// <summary>The instruments that ask for their values when somebody reads them.</summary>
internal static class Gauges
{
    /// <summary>Adds the instruments to the meter.</summary>
    public static void Add(HotpatchTelemetry telemetry, HotpatchStatus status)
    {
        var meter = telemetry.Meter;
        meter.CreateObservableUpDownCounter("hotpatch.method.patched", PatchedMethods.Count, "{method}", "Methods that are patched.");
        meter.CreateObservableUpDownCounter("hotpatch.library.applied", () => status.Libraries.Count, "{library}", "Libraries of the folder that are applied.");
        meter.CreateObservableUpDownCounter("hotpatch.library.refused", () => status.Refused.Count, "{library}", "Libraries of the folder that are refused.");
        meter.CreateObservableCounter("hotpatch.patch.faults", () => Faults(status), "{fault}", "Exceptions of a library that count for its guard.");
        meter.CreateObservableGauge("hotpatch.canary.share", Shares, "1", "The share of the calls that a canary takes.");
    }

    private static IEnumerable<Measurement<long>> Faults(HotpatchStatus status)
        => from library in status.Libraries
            where library.Guard is not null
            select new Measurement<long>(library.Guard!.Faults, new KeyValuePair<string, object?>("hotpatch.library.name", library.Name));

    private static IEnumerable<Measurement<double>> Shares()
        => PatchedMethods.Canaries().Select(canary => new Measurement<double>(
            canary.Entry.Share ?? 0,
            new KeyValuePair<string, object?>("hotpatch.method.name", canary.Handle.Name),
            new KeyValuePair<string, object?>("hotpatch.patch.owner", canary.Entry.Owner)));
}
