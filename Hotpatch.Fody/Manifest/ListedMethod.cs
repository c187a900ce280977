using Mono.Cecil;

namespace Hotpatch.Fody.Manifest;

/// <summary>
/// The members of a woven method, as the listing code references them. The original is null if the handle can't call it; the gate is null if
/// the method has none.
/// </summary>
internal readonly record struct ListedMethod(MethodReference Stub, MethodReference? Original, FieldReference Slot, FieldDefinition? Gate)
{
    /// <summary>The method that a call stub calls; null for a method of the source.</summary>
    public MethodReference? Target { get; init; }
}
