namespace Hotpatch.Hosting.Control.Protocol;

/// <summary>A recorded call to run again.</summary>
/// <param name="Number">The number of the call.</param>
/// <param name="Against">What runs: <c>original</c>, <c>current</c>, or the full path of a patch library with a replacement for the method.</param>
/// <param name="Depth">How deep objects are described and compared.</param>
/// <param name="TimeoutMilliseconds">How long to wait for the run.</param>
internal sealed record ReplayRequest(long Number, string Against, int Depth, int TimeoutMilliseconds);
