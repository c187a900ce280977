using Mono.Cecil;

namespace Hotpatch.Fody.Weaving;

/// <summary>A woven type: its methods in the order of their slots' indexes.</summary>
internal sealed record WovenType(TypeDefinition Type, IReadOnlyList<WovenMethod> Methods, IReadOnlyList<WovenType> Nested)
{
    public int MethodCount => Methods.Count + Nested.Sum(nested => nested.MethodCount);
}
