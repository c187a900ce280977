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

    /// <summary>Adds a slot for a method, with a router if its delegate type has none that methods share.</summary>
    public Slot AddSlot(WeavingContext context, MethodSignature signature, SlotDelegate dispatch, string name)
    {
        // internal static {delegateType} {name};
        var field = new FieldDefinition(
            dispatch.NeedsRouter ? TakeNameWithRouter(name) : TakeName(name), FieldAttributes.Assembly | FieldAttributes.Static, Scope.Inside(Definition, dispatch.Type));
        Definition.Fields.Add(field);
        return new Slot(this, field) { Router = dispatch.NeedsRouter ? RouterClass.Add(context, signature, dispatch, this, field.Name) : null };
    }

    /// <summary>Adds a delegate type for one slot.</summary>
    public void AddDelegateType(TypeDefinition delegateType)
    {
        delegateType.Name = TakeName(delegateType.Name);
        Definition.NestedTypes.Add(delegateType);
    }

    /// <summary>Adds a class for one slot's method.</summary>
    public TypeDefinition AddClass(WeavingContext context, string name) => AddClass(TakeName(name), context.Framework.Get(KnownNames.Framework.Object));

    /// <summary>Adds a class with a base class. The name must have been taken.</summary>
    public TypeDefinition AddClass(string name, TypeReference baseType)
    {
        // internal sealed class {name} : {baseType}
        var type = new TypeDefinition(
            @namespace: string.Empty, name, TypeAttributes.NestedAssembly | TypeAttributes.Sealed | TypeAttributes.BeforeFieldInit, baseType);
        Scope.DeclareOn(type);
        Definition.NestedTypes.Add(type);
        return type;
    }

    /// <summary>Returns the name, with a number if the class has a member of that name.</summary>
    public string TakeName(string name) => MemberNames.MakeUnique(name, _names);

    // The runtime finds the router by the slot's name, so a number must be the same for both.
    private string TakeNameWithRouter(string name)
    {
        var unique = name;
        for (var number = 2; _names.Contains(unique) || _names.Contains(RouterClass.NameFor(unique)); number++)
            unique = $"{name}_{number}";

        _names.Add(RouterClass.NameFor(unique));
        return TakeName(unique);
    }
}
