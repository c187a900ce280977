using Mono.Cecil;

namespace Hotpatch.Fody.Manifest;

/// <summary>A method as the place that lists it names it. The original is null where the handle cannot call it, the gate where calls are not counted.</summary>
internal readonly record struct ListedMethod(MethodReference Stub, MethodReference? Original, FieldReference Slot, FieldDefinition? Gate);
