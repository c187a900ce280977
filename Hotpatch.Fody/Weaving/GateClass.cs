using Hotpatch.Fody.Configuration;
using Hotpatch.Fody.Metadata;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Weaving;

/// <summary>
/// The generated class that holds the gates of one type's methods: apart from the slots, whose class has no static constructor, and never
/// generic: all instantiations of a method share its gate, so that a patch of all of them is one, and no call looks for its own. It is added with
/// its first member.
/// </summary>
internal sealed class GateClass(WeavingContext context, TypeDefinition type)
{
    private const MethodAttributes StaticConstructor
        = MethodAttributes.Private | MethodAttributes.HideBySig | MethodAttributes.Static | MethodAttributes.SpecialName
            | MethodAttributes.RTSpecialName;

    private readonly HashSet<string> _names = [];
    private TypeDefinition? _class;
    private ILProcessor? _constructor;

    /// <summary>Adds the gate of a method.</summary>
    public FieldDefinition Add(string name, PatchConsistency consistency)
    {
        _class ??= AddClass();
        _constructor ??= AddConstructor(_class);

        // internal static readonly Gate {name} = Gate.{consistency}();
        var gate = new FieldDefinition(
            MemberNames.MakeUnique(name, _names),
            FieldAttributes.Assembly | FieldAttributes.Static | FieldAttributes.InitOnly,
            context.Runtime.Gates.Gate);
        _class.Fields.Add(gate);
        var end = _constructor.Body.Instructions.Last();
        _constructor.InsertBefore(end, _constructor.Create(OpCodes.Call, context.Runtime.Gates.Make(consistency)));
        _constructor.InsertBefore(end, _constructor.Create(OpCodes.Stsfld, gate));
        return gate;
    }

    // internal static class PatchGates, in the type; {type}_PatchGates, beside the manifest, where what is nested in the type would be generic
    private TypeDefinition AddClass()
    {
        var added = type.HasGenericParameters
            ? GeneratedClass.AddTopLevel(
                context.Module, context.Framework, $"{MemberNames.IdentifierOf(type)}_{KnownNames.Generated.GateClass}")
            : GeneratedClass.AddNested(context, type, KnownNames.Generated.GateClass, GenericScope.Of(type));
        _names.Add(added.Name);
        return added;
    }

    private ILProcessor AddConstructor(TypeDefinition @class)
    {
        var constructor = new MethodDefinition(KnownNames.Framework.StaticConstructor, StaticConstructor, context.Module.TypeSystem.Void);
        @class.Methods.Add(constructor);
        var il = constructor.Body.GetILProcessor();
        il.Emit(OpCodes.Ret);
        return il;
    }
}
