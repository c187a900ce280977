using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Weaving;

/// <summary>
/// A generated class that holds slots. It is a class of its own, so that reading a slot does not run the static constructor of the user's type.
/// </summary>
/// <param name="Definition">The class.</param>
/// <param name="Scope">The type parameters that the class copies.</param>
/// <param name="Flag">If there are type parameters: the field that tells whether any instantiation may be patched. Otherwise null.</param>
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

    /// <summary>Adds a delegate type for one slot.</summary>
    public void AddDelegateType(TypeDefinition delegateType)
    {
        delegateType.Name = TakeName(delegateType.Name);
        Definition.NestedTypes.Add(delegateType);
    }

    /// <summary>Adds a class for one slot's method.</summary>
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

    /// <summary>Returns the name, with a number if the class has a member of that name.</summary>
    public string TakeName(string name) => MemberNames.MakeUnique(name, _names);
}
