using Mono.Cecil;

namespace Hotpatch.Fody.Selection;

/// <summary>A type with methods to weave, in itself or in nested types; both in the order of the metadata.</summary>
internal sealed record SelectedType(TypeDefinition Type, IReadOnlyList<SelectedMethod> Methods, IReadOnlyList<SelectedType> Nested);
