using Hotpatch.Fody.Configuration;
using Hotpatch.Fody.Metadata;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Weaving;

/// <summary>
/// The generated class with the gates of one type's methods. The slots are elsewhere, because their class has no static constructor. The class is
/// never generic: all instantiations of a method share one gate, so that one change can patch all of them. The class is added with its first gate.
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

    // internal static class PatchGates, in the type. For a generic type, whose nested types are generic: {type}_PatchGates, beside the manifest.
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
