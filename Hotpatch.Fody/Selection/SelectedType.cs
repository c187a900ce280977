using Mono.Cecil;

namespace Hotpatch.Fody.Selection;

/// <summary>A type that has methods to weave, itself or in nested types. Both lists are in the order of the metadata.</summary>
internal sealed record SelectedType(TypeDefinition Type, IReadOnlyList<SelectedMethod> Methods, IReadOnlyList<SelectedType> Nested);
