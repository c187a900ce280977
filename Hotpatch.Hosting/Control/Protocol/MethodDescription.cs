namespace Hotpatch.Hosting.Control.Protocol;

/// <summary>A patchable method, and what lies on it.</summary>
/// <param name="Name">The full name.</param>
/// <param name="Assembly">The name of its assembly.</param>
/// <param name="Consistency">When a patch takes effect: <c>Immediate</c>, <c>Drained</c> or <c>Exclusive</c>.</param>
/// <param name="Patches">The patches, from the outside in.</param>
internal sealed record MethodDescription(string Name, string Assembly, string Consistency, IReadOnlyList<EntryDescription> Patches);
