using System.Collections.Concurrent;
using Hotpatch.Hosting.Logging;
using Hotpatch.Hosting.Telemetry;

namespace Hotpatch.Hosting.Features;

/// <summary>The provider of feature flags that the program has registered. Reports its failures. Thread safe.</summary>
internal sealed class ReportedFeatures(IPatchFeatures provider, HotpatchReporter reporter) : IPatchFeatures
{
    private const long LogInterval = 60_000;

    // A flag that fails does so for each call.
    private readonly ConcurrentDictionary<string, long> _logged = new(StringComparer.Ordinal);

    public bool IsOn(string feature) => provider.IsOn(feature);

    public bool Knows(string feature) => provider.Knows(feature);

    public void OnFailed(string feature, Exception exception)
    {
        reporter.FeatureFailed(feature, exception, IsDue(feature));
        provider.OnFailed(feature, exception);
    }

    /// <summary>Warns of flags that the provider doesn't have. Their patches would wait for ever, and nobody would know why.</summary>
    public void Check(PatchLibrary library)
    {
        foreach (var feature in library.Applied.Select(patch => patch.Feature).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            try
            {
                if (!provider.Knows(feature))
                    reporter.Log.FeatureUnknown(library.Name, feature);
            }
#pragma warning disable CA1031 // A provider that can't say so now may do later.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                OnFailed(feature, exception);
            }
        }
    }

    private bool IsDue(string feature)
    {
        var now = Environment.TickCount64;
        if (_logged.TryAdd(feature, now))
            return true;

        var before = _logged[feature];
        return now - before >= LogInterval && _logged.TryUpdate(feature, now, before);
    }
}
