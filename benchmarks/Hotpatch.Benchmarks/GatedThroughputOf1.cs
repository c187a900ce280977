namespace Hotpatch.Benchmarks;

/// <summary>One thread.</summary>
public class GatedThroughputOf1() : GatedThroughput(threads: 1);
