namespace Hotpatch.Benchmarks.Peers;

/// <summary>3 layers.</summary>
public class PeerCallsOf3Layers() : PeerCalls(layers: 3);
