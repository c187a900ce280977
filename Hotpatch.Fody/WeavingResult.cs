using Hotpatch.Fody.Diagnostics;

namespace Hotpatch.Fody;

/// <summary>The result of <see cref="Weaver.Weave"/>.</summary>
/// <param name="WovenMethods">The number of methods that were made patchable.</param>
/// <param name="Problems">The warnings and errors. If one of them is an error, do not write the module: it may be woven in part.</param>
public sealed record WeavingResult(int WovenMethods, IReadOnlyList<LogEntry> Problems);
