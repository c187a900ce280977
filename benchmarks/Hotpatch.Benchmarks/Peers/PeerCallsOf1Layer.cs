namespace Hotpatch.Benchmarks.Peers;

/// <summary>1 layer.</summary>
public class PeerCallsOf1Layer() : PeerCalls(layers: 1);
