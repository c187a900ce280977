namespace Hotpatch.Benchmarks.Peers;

/// <summary>The method is replaced by a static one.</summary>
public class PeerCallsReplaced() : PeerCalls(layers: 0);
