using Hotpatch.Hosting.Features;
using Hotpatch.Hosting.Telemetry;

namespace Hotpatch.Hosting.Fixes;

/// <summary>Keeps the patches of the program's own classes applied while the host runs.</summary>
/// <param name="classes">The classes.</param>
/// <param name="features">The feature flags.</param>
/// <param name="reporter">Is told of the patches.</param>
/// <param name="guards">Keeps which of them were removed for their faults.</param>
internal sealed class FeaturePatches(IEnumerable<FeaturePatchClass> classes, FeatureSource features, HotpatchReporter reporter, FiredGuards guards) : IDisposable
{
    private readonly List<(FeaturePatchClass Patches, PatchLibrary Library)> _applied = [];

    /// <summary>Applies the patches of all classes.</summary>
    /// <exception cref="PatchLibraryException">A class doesn't fit. The host must not start with less than its author has written.</exception>
    public void Apply(HotpatchOptions options)
    {
        foreach (var patches in classes)
            Apply(patches, options);
    }

    public void Dispose()
    {
        foreach (var (patches, library) in _applied.Where(applied => applied.Library.IsApplied))
        {
            // Nothing is loaded that must leave memory.
            library.Dispose();
            reporter.Removed(library, PlaceOf(patches), TimeSpan.Zero);
        }

        _applied.Clear();
    }

    // In the place of a file.
    private static string PlaceOf(FeaturePatchClass patches) => patches.Type.Assembly.GetName().Name ?? string.Empty;

    private void Apply(FeaturePatchClass patches, HotpatchOptions options)
    {
        var start = TimeProvider.System.GetTimestamp();
        var library = PatchLibrary.Load(
            patches.Type,
            new PatchLibraryOptions
            {
                Features = features.Provider,
                Timeout = options.Timeout,
                RollbackOnFault = options.Guard is { } guard ? new FaultLimit(guard.Count, guard.Window) : null,
            });
        _applied.Add((patches, library));
        if (library.Guard is { } counting)
            guards.Watch(library.Name, counting);

        reporter.Applied(library, PlaceOf(patches), TimeProvider.System.GetElapsedTime(start), isUpdate: false);
        features.Provider?.Check(library);
    }
}
