namespace Hotpatch.Hosting.Control.Protocol;

/// <summary>Selects the calls to watch.</summary>
/// <param name="Method">The method, as for <see cref="IHotpatchControl.ShowAsync"/>.</param>
/// <param name="Depth">How deep objects are described: 0 for their types only.</param>
/// <param name="Count">After how many calls the watch ends; null for none.</param>
/// <param name="MaxCallsPerSecond">How many calls of a second are described at most.</param>
internal sealed record WatchQuery(string Method, int Depth = 1, int? Count = null, int MaxCallsPerSecond = 100);
