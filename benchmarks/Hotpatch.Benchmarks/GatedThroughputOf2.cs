namespace Hotpatch.Benchmarks;

/// <summary>2 threads.</summary>
public class GatedThroughputOf2() : GatedThroughput(threads: 2);
