namespace Hotpatch.Hosting.Features;

/// <summary>Where the host gets feature flags from.</summary>
/// <param name="Provider">The provider that the program has registered; null if it has none.</param>
internal sealed record FeatureSource(ReportedFeatures? Provider);
