namespace Hotpatch.Benchmarks;

/// <summary>The target of a benchmark that has no baseline: how long it may take.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AtMostMillisecondsAttribute(double milliseconds) : Attribute
{
    public double Milliseconds { get; } = milliseconds;
}
