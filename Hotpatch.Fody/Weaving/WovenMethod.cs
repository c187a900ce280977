using Hotpatch.Fody.Calls;
using Mono.Cecil;

namespace Hotpatch.Fody.Weaving;

/// <summary>A woven method, and the generated members that its handle needs. The original is null if the handle can't call it.</summary>
internal sealed record WovenMethod(MethodDefinition Stub, MethodDefinition? Original, Slot Slot, SlotDelegate Dispatch)
{
    /// <summary>The method's gate; null for <c>Immediate</c>.</summary>
    public FieldDefinition? Gate { get; init; }

    /// <summary>The call stub that the method is; null for a method of the source.</summary>
    public CallStub? Call { get; init; }
}
