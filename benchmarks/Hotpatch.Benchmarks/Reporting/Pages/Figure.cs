namespace Hotpatch.Benchmarks.Reporting.Pages;

/// <summary>What one benchmark took in a run.</summary>
/// <param name="Class">The class of the benchmark.</param>
/// <param name="Group">Its category, parameters and environment, which have a baseline of their own; empty if the class has one group.</param>
/// <param name="Name">Its name in words.</param>
/// <param name="Method">Its method.</param>
/// <param name="Nanoseconds">The best of all passes: a busy machine adds time and never takes any away.</param>
/// <param name="Ratio">The best of all passes to the baseline's best; null for a group without a baseline.</param>
/// <param name="Lowest">The lowest ratio of a single pass.</param>
/// <param name="Highest">The highest ratio of a single pass.</param>
/// <param name="Bytes">The managed memory that an operation allocates; null if it was not measured.</param>
internal sealed record Figure(
    string Class, string Group, string Name, string Method, double Nanoseconds, double? Ratio, double? Lowest, double? Highest, double? Bytes)
{
    /// <summary>Gets whether the others of the group are compared with this one.</summary>
    public required bool IsBaseline { get; init; }

    /// <summary>Gets the bytes of machine code of the benchmark's method; null if they were not counted.</summary>
    public double? CodeBytes { get; init; }

    /// <summary>Gets the highest ratio that is wanted; null if there is no such target.</summary>
    public double? TargetRatio { get; init; }

    /// <summary>Gets the longest time that is wanted; null if there is no such target.</summary>
    public double? TargetNanoseconds { get; init; }

    /// <summary>Gets the most managed memory that an operation should allocate; null if there is no such target.</summary>
    public double? TargetBytes { get; init; }
}
