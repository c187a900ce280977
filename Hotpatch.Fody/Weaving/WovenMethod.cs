using Mono.Cecil;

namespace Hotpatch.Fody.Weaving;

/// <summary>A woven method: what its handle needs. The original is null where the handle cannot call it.</summary>
internal sealed record WovenMethod(MethodDefinition Stub, MethodDefinition? Original, Slot Slot)
{
    /// <summary>What its calls enter by; null where they are not counted.</summary>
    public FieldDefinition? Gate { get; init; }
}
