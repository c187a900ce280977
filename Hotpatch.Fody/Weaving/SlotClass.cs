using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Weaving;

/// <summary>
/// The nested class that holds the slots of one type. It stands apart from the type so that reading a slot does not run the type's
/// static constructor, and has none itself.
/// </summary>
internal sealed class SlotClass
{
    private readonly TypeDefinition _class;
    private readonly HashSet<string> _names = [];

    public SlotClass(WeavingContext context, TypeDefinition type)
    {
        // internal static class PatchSlots
        _class = GeneratedClass.AddNested(context, type, KnownNames.Generated.SlotClass);
        _names.Add(_class.Name);
    }

    /// <summary>Adds a slot.</summary>
    public FieldDefinition AddSlot(string name, TypeReference delegateType)
    {
        // internal static {delegateType} {name};
        var slot = new FieldDefinition(MemberNames.MakeUnique(name, _names), FieldAttributes.Assembly | FieldAttributes.Static, delegateType);
        _class.Fields.Add(slot);
        return slot;
    }

    /// <summary>Adds a delegate type that is declared for one slot.</summary>
    public void AddDelegateType(TypeDefinition delegateType)
    {
        delegateType.Name = MemberNames.MakeUnique(delegateType.Name, _names);
        _class.NestedTypes.Add(delegateType);
    }
}
