using Mono.Cecil;

namespace Hotpatch.Fody.Weaving;

/// <summary>A woven method: what its handle needs.</summary>
internal sealed record WovenMethod(MethodDefinition Stub, MethodDefinition Original, FieldDefinition Slot);
