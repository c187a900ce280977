using Hotpatch.Hosting.Logging;
using Hotpatch.Hosting.Naming;

namespace Hotpatch.Hosting.Telemetry;

/// <summary>Measures the calls of the methods that the options name, those of assemblies that are loaded later too. Thread safe.</summary>
internal sealed class CallMeasurement(HotpatchTelemetry telemetry, HotpatchReporter reporter) : IDisposable
{
    private static readonly ObserveOptions Options = new() { Parts = ObservedParts.Time, Owner = "metrics" };

    private readonly object _lock = new();
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);
    private MethodPattern[] _patterns = [];
    private string _key = string.Empty;
    private ObservationSet? _observations;
    private bool _isDisposed;

    /// <summary>Measures the methods that these patterns match, and no others.</summary>
    public void Measure(IEnumerable<string> patterns)
    {
        var texts = patterns.ToArray();
        lock (_lock)
        {
            if (_isDisposed || string.Join('\n', texts) == _key)
                return;

            AppDomain.CurrentDomain.AssemblyLoad -= OnAssemblyLoad;
            (_key, _patterns) = (string.Join('\n', texts), [.. texts.Select(text => new MethodPattern(text))]);
            if (texts.Length > 0)
                AppDomain.CurrentDomain.AssemblyLoad += OnAssemblyLoad;

            Renew();
            for (var i = 0; i < texts.Length; i++)
            {
                if (!_observations!.Observations.Any(observation => _patterns[i].Matches(observation.Handle.Name)))
                    reporter.Log.NothingToMeasure(texts[i]);
            }
        }
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.AssemblyLoad -= OnAssemblyLoad;
        lock (_lock)
        {
            _isDisposed = true;
            _observations?.Dispose();
        }
    }

    // Not within the loading: looking for handles runs the assembly's code.
    private void OnAssemblyLoad(object? sender, AssemblyLoadEventArgs loaded) => ThreadPool.QueueUserWorkItem(static self => self.RenewLater(), this, preferLocal: false);

    private void RenewLater()
    {
        lock (_lock)
        {
            if (!_isDisposed)
                Renew();
        }
    }

    private void Renew()
    {
        var (before, patterns) = (_observations, _patterns);
        _observations = patterns.Length == 0
            ? null
            : Patchable.Where(handle => Array.Exists(patterns, pattern => pattern.Matches(handle.Name))).Observe(telemetry.Called, Options);
        before?.Dispose();

        if (_observations is null)
            return;

        foreach (var (handle, reason) in _observations.Refused)
        {
            if (_refused.Add(handle.Name))
                reporter.Log.NotMeasured(handle.Name, reason.Message);
        }
    }
}
