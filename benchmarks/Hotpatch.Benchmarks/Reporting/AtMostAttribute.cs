namespace Hotpatch.Benchmarks;

/// <summary>The target of a benchmark: how many times the time of its baseline it may take.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AtMostAttribute(double ratio) : Attribute
{
    public double Ratio { get; } = ratio;
}
