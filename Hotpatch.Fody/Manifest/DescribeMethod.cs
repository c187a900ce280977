using Hotpatch.Fody.Metadata;
using Hotpatch.Fody.Trimming;
using Hotpatch.Fody.Weaving;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Manifest;

/// <summary>
/// Adds the generated methods that list patchable methods. Each type's slot class has one, because only it can access private nested types.
/// For a generic type, whose nested classes are generic too, the method is in the class of the flags.
/// </summary>
internal static class DescribeMethod
{
    private const MethodAttributes StaticMethod = MethodAttributes.Assembly | MethodAttributes.HideBySig | MethodAttributes.Static;

    /// <summary>
    /// Emits <c>list.AddType(typeof({type}).TypeHandle, {describe})</c>, or for call stubs
    /// <c>list.AddCalls(typeof({type}).TypeHandle, typeof({target}).TypeHandle, {describe})</c>, and adds the method that it names.
    /// </summary>
    public static void EmitAddType(WeavingContext context, ILProcessor il, ParameterDefinition list, WovenType type)
    {
        il.EmitLoad(list);
        il.Emit(OpCodes.Ldtoken, type.Type);
        if (type.Target is not null)
            il.Emit(OpCodes.Ldtoken, type.Target);

        il.Emit(OpCodes.Ldnull);
        il.Emit(OpCodes.Ldftn, AddFor(context, type));
        il.Emit(OpCodes.Newobj, context.Runtime.DescribeHandlesConstructor);
        il.Emit(OpCodes.Callvirt, type.Target is null ? context.Runtime.AddType : context.Runtime.Calls.AddCalls);
    }

    // internal static void DescribeHandles(HandleList list)
    // {
    //     list.UseGate(PatchGates.{gate}); before a method that has a gate
    //     list.UseTarget(methodof({target}), typeof({type})); before a call stub
    //     list.Add(methodof({stub}), methodof({original}), fieldof({slot}), …); one, two or four methods a call, or
    //     list.AddWithoutOriginal(methodof({stub}), fieldof({slot}));
    //     list.AddGeneric(methodof({stub}), typeof({slots}), fieldof({flag})); or AddGenericWithoutOriginal
    //     list.AddType(typeof({nested}), {nested}.PatchSlots.DescribeHandles); for each nested type
    // }
    private static MethodDefinition AddFor(WeavingContext context, WovenType type)
    {
        var (@class, name) = type.Type.HasGenericParameters
            ? (context.Flags.Definition, context.Flags.TakeName(KnownNames.Generated.DescribeHandles))
            : (type.Slots, KnownNames.Generated.DescribeHandles);

        var describe = new MethodDefinition(name, StaticMethod, context.Module.TypeSystem.Void);
        var list = DescribingClass.ListParameter(context);
        describe.Parameters.Add(list);
        @class.Methods.Add(describe);

        var il = describe.Body.GetILProcessor();
        EmitMethods(context, il, type);
        foreach (var nested in type.Nested)
            EmitAddType(context, il, list, nested);

        il.Emit(OpCodes.Ret);
        context.Suppressions.Add(describe, type.Methods.SelectMany(method => ReflectionWarnings.Of(method.Stub)));
        return describe;
    }

    private static void EmitMethods(WeavingContext context, ILProcessor il, WovenType type)
    {
        var plain = new List<ListedMethod>(type.Methods.Count);
        foreach (var method in type.Methods)
        {
            if (method.Slot.Class.Flag is { } flag)
            {
                EmitPlain();
                if (method.Gate is { } gate)
                    AddCalls.EmitUseGate(context, il, OpCodes.Ldarg_0, gate);

                if (method.Call is { } call)
                    AddCalls.EmitUseTarget(context, il, OpCodes.Ldarg_0, call.Open);

                EmitAddGeneric(context, il, method, flag);
            }
            else
            {
                plain.Add(new ListedMethod(method.Stub, method.Original, method.Slot.Field, method.Gate) { Target = method.Call?.Open });
            }
        }

        EmitPlain();

        void EmitPlain()
        {
            AddCalls.Emit(context, il, OpCodes.Ldarg_0, plain);
            plain.Clear();
        }
    }

    private static void EmitAddGeneric(WeavingContext context, ILProcessor il, WovenMethod method, FieldDefinition flag)
    {
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldtoken, method.Stub);
        il.Emit(OpCodes.Ldtoken, method.Slot.Class.Definition);
        il.Emit(OpCodes.Ldtoken, flag);
        il.Emit(OpCodes.Callvirt, method.Original is null ? context.Runtime.AddGenericWithoutOriginal : context.Runtime.AddGeneric);
    }
}
