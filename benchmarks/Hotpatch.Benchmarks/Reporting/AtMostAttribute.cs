namespace Hotpatch.Benchmarks;

/// <summary>What is wanted of a benchmark.</summary>
/// <param name="ratio">How many times the time of its baseline it may take; without one, only the other figures count.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AtMostAttribute(double ratio = double.NaN) : Attribute
{
    public double Ratio { get; } = ratio;

    /// <summary>Gets or sets how long it may take; NaN if that doesn't count.</summary>
    public double Nanoseconds { get; set; } = double.NaN;

    /// <summary>Sets how long it may take.</summary>
    public double Milliseconds { set => Nanoseconds = value * 1e6; get => Nanoseconds / 1e6; }

    /// <summary>Gets or sets how much longer than its baseline it may take; NaN if that doesn't count.</summary>
    public double MoreNanoseconds { get; set; } = double.NaN;

    /// <summary>Gets or sets how much managed memory an operation may allocate; NaN if that doesn't count.</summary>
    public double Bytes { get; set; } = double.NaN;
}
