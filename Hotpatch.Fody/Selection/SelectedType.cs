using Hotpatch.Fody.Configuration;
using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Selection;

/// <summary>A type with methods to weave, in itself or in nested types; both in the order of the metadata.</summary>
internal sealed record SelectedType(TypeDefinition Type, IReadOnlyList<MethodSignature> Methods, IReadOnlyList<SelectedType> Nested)
{
    /// <summary>What patching promises of the methods; of those that are not here, no more than usual.</summary>
    public required IReadOnlyDictionary<MethodDefinition, PatchConsistency> Gated { get; init; }
}
