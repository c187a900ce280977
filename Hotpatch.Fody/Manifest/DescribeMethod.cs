using Hotpatch.Fody.Metadata;
using Hotpatch.Fody.Weaving;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Manifest;

/// <summary>
/// The generated methods that list patchable methods: one in each type's slot class, since private nested types are accessible nowhere
/// else; for generic types, whose nested classes are generic too, one in the class of the flags.
/// </summary>
internal static class DescribeMethod
{
    private const MethodAttributes StaticMethod = MethodAttributes.Assembly | MethodAttributes.HideBySig | MethodAttributes.Static;

    /// <summary>Emits <c>list.AddType(typeof({type}).TypeHandle, {describe})</c>, with what it names.</summary>
    public static void EmitAddType(WeavingContext context, ILProcessor il, ParameterDefinition list, WovenType type)
    {
        il.EmitLoad(list);
        il.Emit(OpCodes.Ldtoken, type.Type);
        il.Emit(OpCodes.Ldnull);
        il.Emit(OpCodes.Ldftn, AddFor(context, type));
        il.Emit(OpCodes.Newobj, context.Runtime.DescribeHandlesConstructor);
        il.Emit(OpCodes.Callvirt, context.Runtime.AddType);
    }

    /// <summary>Emits <c>.Add(methodof({stub}), methodof({original}), fieldof({slot}))</c> on the list on the stack, as the place names them.</summary>
    public static void EmitAdd(WeavingContext context, ILProcessor il, MethodReference stub, MethodReference? original, FieldReference slot)
    {
        il.Emit(OpCodes.Ldtoken, stub);
        if (original is not null)
            il.Emit(OpCodes.Ldtoken, original);

        il.Emit(OpCodes.Ldtoken, slot);
        il.Emit(OpCodes.Callvirt, original is not null ? context.Runtime.AddMethod : context.Runtime.AddWithoutOriginal);
    }

    // internal static void DescribeHandles(HandleList list)
    // {
    //     list.Add(methodof({stub}), methodof({original}), fieldof({slot})); for each method, or
    //     list.AddWithoutOriginal(methodof({stub}), fieldof({slot}));
    //     list.AddGeneric(methodof({stub}), typeof({slots}), fieldof({flag}));
    //     list.AddType(typeof({nested}), {nested}.PatchSlots.DescribeHandles); for each nested type
    // }
    private static MethodDefinition AddFor(WeavingContext context, WovenType type)
    {
        var (@class, name) = type.Type.HasGenericParameters
            ? (context.Flags.Definition, context.Flags.TakeName(KnownNames.Generated.DescribeHandles))
            : (type.Slots, KnownNames.Generated.DescribeHandles);

        var describe = new MethodDefinition(name, StaticMethod, context.Module.TypeSystem.Void);
        var list = new ParameterDefinition("list", ParameterAttributes.None, context.Runtime.HandleList);
        describe.Parameters.Add(list);
        @class.Methods.Add(describe);

        var il = describe.Body.GetILProcessor();
        foreach (var method in type.Methods)
        {
            il.EmitLoad(list);
            if (method.Slot.Class.Flag is { } flag)
                EmitAddGeneric(context, il, method, flag);
            else
                EmitAdd(context, il, method.Stub, method.Original, method.Slot.Field);
        }

        foreach (var nested in type.Nested)
            EmitAddType(context, il, list, nested);

        il.Emit(OpCodes.Ret);
        return describe;
    }

    private static void EmitAddGeneric(WeavingContext context, ILProcessor il, WovenMethod method, FieldDefinition flag)
    {
        il.Emit(OpCodes.Ldtoken, method.Stub);
        il.Emit(OpCodes.Ldtoken, method.Slot.Class.Definition);
        il.Emit(OpCodes.Ldtoken, flag);
        il.Emit(OpCodes.Callvirt, context.Runtime.AddGeneric);
    }
}
