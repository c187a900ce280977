using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Weaving;

/// <summary>
/// A generated class that holds slots. It stands apart from the type so that reading a slot does not run the type's static constructor.
/// </summary>
/// <param name="Definition">The class.</param>
/// <param name="Scope">The type parameters it shares with the methods.</param>
/// <param name="Flag">Where there are any: the field that says whether any instantiation's slot is to be looked at.</param>
internal sealed record SlotClass(TypeDefinition Definition, GenericScope Scope, FieldDefinition? Flag)
{
    private readonly HashSet<string> _names = [Definition.Name, KnownNames.Generated.DescribeHandles];

    /// <summary>Adds a slot for a method.</summary>
    public Slot AddSlot(string name, SlotDelegate dispatch)
    {
        // internal static {delegateType} {name};
        var field = new FieldDefinition(
            TakeName(name), FieldAttributes.Assembly | FieldAttributes.Static, Scope.Inside(Definition, dispatch.Type));
        Definition.Fields.Add(field);
        return new Slot(this, field);
    }

    /// <summary>Adds a delegate type that is declared for one slot.</summary>
    public void AddDelegateType(TypeDefinition delegateType)
    {
        delegateType.Name = TakeName(delegateType.Name);
        Definition.NestedTypes.Add(delegateType);
    }

    /// <summary>Adds a class that serves one slot's method.</summary>
    public TypeDefinition AddClass(WeavingContext context, string name)
    {
        // internal sealed class {name}
        var type = new TypeDefinition(
            @namespace: string.Empty,
            TakeName(name),
            TypeAttributes.NestedAssembly | TypeAttributes.Sealed | TypeAttributes.BeforeFieldInit,
            context.Framework.Get(KnownNames.Framework.Object));
        Scope.DeclareOn(type);
        Definition.NestedTypes.Add(type);
        return type;
    }

    /// <summary>The name, with a number where the class has such a member.</summary>
    public string TakeName(string name) => MemberNames.MakeUnique(name, _names);
}
