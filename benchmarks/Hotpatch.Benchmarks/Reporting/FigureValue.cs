namespace Hotpatch.Benchmarks.Reporting;

/// <summary>What a page says of one benchmark.</summary>
/// <param name="Nanoseconds">The time.</param>
/// <param name="Ratio">The ratio to the baseline; null for a group without one.</param>
/// <param name="Bytes">The managed memory that an operation allocates; null if it was not measured.</param>
internal sealed record FigureValue(double Nanoseconds, double? Ratio, double? Bytes);
