namespace Hotpatch.Hosting.Control.Protocol;

/// <summary>Selects the calls to trace.</summary>
/// <param name="Method">The method at the root, as for <see cref="IHotpatchControl.ShowAsync"/>.</param>
/// <param name="Below">Which methods are seen below it, as for <see cref="ListQuery"/>; null for all.</param>
/// <param name="Depth">How many levels below the root are seen.</param>
/// <param name="Count">After how many calls of the root the trace ends; null for none.</param>
internal sealed record TraceQuery(string Method, string? Below, int Depth = 10, int? Count = 1);
