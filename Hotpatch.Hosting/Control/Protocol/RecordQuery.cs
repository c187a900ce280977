namespace Hotpatch.Hosting.Control.Protocol;

/// <summary>Selects the calls to record.</summary>
/// <param name="Method">The method, as for <see cref="IHotpatchControl.ShowAsync"/>.</param>
/// <param name="Depth">How deep objects are described.</param>
/// <param name="Count">After how many calls the recording ends.</param>
internal sealed record RecordQuery(string Method, int Depth = 1, int Count = 10);
