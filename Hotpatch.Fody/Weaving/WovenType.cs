using Mono.Cecil;

namespace Hotpatch.Fody.Weaving;

/// <summary>A woven type, with the generated class that holds its slots. One of the two lists may be empty.</summary>
internal sealed record WovenType(TypeDefinition Type, TypeDefinition Slots, IReadOnlyList<WovenMethod> Methods, IReadOnlyList<WovenType> Nested)
{
    /// <summary>The type whose methods the call stubs call; null for a type of the source.</summary>
    public TypeReference? Target { get; init; }

    public int MethodCount => Methods.Count + Nested.Sum(nested => nested.MethodCount);
}
