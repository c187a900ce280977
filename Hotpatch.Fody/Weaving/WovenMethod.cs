using Mono.Cecil;

namespace Hotpatch.Fody.Weaving;

/// <summary>A woven method, and the generated members that its handle needs. The original is null if the handle can't call it.</summary>
internal sealed record WovenMethod(MethodDefinition Stub, MethodDefinition? Original, Slot Slot)
{
    /// <summary>The method's gate; null for <c>Immediate</c>.</summary>
    public FieldDefinition? Gate { get; init; }
}
