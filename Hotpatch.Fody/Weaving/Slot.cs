using Mono.Cecil;

namespace Hotpatch.Fody.Weaving;

/// <summary>The slot of one patchable method: a static delegate field.</summary>
internal sealed record Slot(SlotClass Class, FieldDefinition Field)
{
    /// <summary>The slot's own router; null if the delegate type has one that methods share.</summary>
    public TypeDefinition? Router { get; init; }

    /// <summary>The field as the method's body names it.</summary>
    public FieldReference Reference
        => Class.Scope.IsEmpty ? Field : new FieldReference(Field.Name, Field.FieldType, Class.Scope.Close(Class.Definition));
}
