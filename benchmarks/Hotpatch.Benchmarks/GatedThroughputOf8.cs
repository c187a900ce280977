namespace Hotpatch.Benchmarks;

/// <summary>8 threads.</summary>
public class GatedThroughputOf8() : GatedThroughput(threads: 8);
