using Hotpatch.Hosting.Logging;
using Hotpatch.Hosting.Naming;

namespace Hotpatch.Hosting.Telemetry;

/// <summary>Measures the calls of the methods that the options name, those of assemblies that are loaded later too. Thread safe.</summary>
internal sealed class CallMeasurement(HotpatchTelemetry telemetry, HotpatchReporter reporter) : IDisposable
{
    private static readonly ObserveOptions Options = new() { Parts = ObservedParts.Time, Owner = "metrics" };

    private readonly object _lock = new();
    private readonly HashSet<string> _measured = new(StringComparer.Ordinal);
    private readonly List<ObservationSet> _observations = [];
    private MethodPattern[] _patterns = [];
    private string _key = string.Empty;
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

            End();
            if (texts.Length == 0)
                return;

            Extend();
            for (var i = 0; i < texts.Length; i++)
            {
                if (!_measured.Any(_patterns[i].Matches))
                    reporter.Log.NothingToMeasure(texts[i]);
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            AppDomain.CurrentDomain.AssemblyLoad -= OnAssemblyLoad;
            _isDisposed = true;
            End();
        }
    }

    // Not within the loading: looking for handles runs the assembly's code.
    private void OnAssemblyLoad(object? sender, AssemblyLoadEventArgs loaded) => ThreadPool.QueueUserWorkItem(static self => self.RenewLater(), this, preferLocal: false);

    private void RenewLater()
    {
        lock (_lock)
        {
            if (!_isDisposed)
                Extend();
        }
    }

    // Observes what is not observed yet: to begin anew would count the calls of the moment twice.
    private void Extend()
    {
        try
        {
            // Copies, since the runtime also asks for instantiations that come into use later, on any thread.
            var (patterns, known) = (_patterns, new HashSet<string>(_measured, StringComparer.Ordinal));
            var more = Patchable.Where(handle => !known.Contains(handle.Name) && Array.Exists(patterns, pattern => pattern.Matches(handle.Name)))
                .Observe(telemetry.Called, Options);
            _observations.Add(more);
            _measured.UnionWith(more.Observations.Select(observation => observation.Handle.Name));
            _measured.UnionWith(more.Refused.Keys.Select(handle => handle.Name));
            foreach (var (handle, reason) in more.Refused)
                reporter.Log.NotMeasured(handle.Name, reason.Message);
        }
        catch (PatchException exception)
        {
            // One assembly can't be read, such as one that was woven for a newer runtime. The service goes on without its figures.
            reporter.Log.NotMeasured("more methods", exception.Message);
        }
    }

    private void End()
    {
        foreach (var observation in _observations)
            observation.Dispose();

        _observations.Clear();
        _measured.Clear();
    }
}
