namespace Hotpatch.Hosting.Control.Protocol;

/// <summary>Selects the calls to watch.</summary>
/// <param name="Method">The method, as for <see cref="IHotpatchControl.ShowAsync"/>.</param>
/// <param name="Depth">How deep objects are described: 0 for their types only.</param>
/// <param name="Count">After how many calls the watch ends; null for none.</param>
/// <param name="MaxCallsPerSecond">How many calls of a second are described at most.</param>
/// <param name="SamplingRate">The share of the calls that are looked at, each picked at random.</param>
/// <param name="HasCaller">Whether the caller is described.</param>
/// <param name="OnlyFaults">Whether only calls that threw are described.</param>
/// <param name="MinMilliseconds">How long a call must have taken to be described.</param>
/// <param name="When">What must hold for a call to be described; null for nothing.</param>
internal sealed record WatchQuery(
    string Method, int Depth = 1, int? Count = null, int MaxCallsPerSecond = 100, double SamplingRate = 1, bool HasCaller = false, bool OnlyFaults = false, double MinMilliseconds = 0, WhenNode? When = null);
