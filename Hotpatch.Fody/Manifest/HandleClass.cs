using Hotpatch.Fody.Metadata;
using Hotpatch.Fody.Weaving;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Hotpatch.Fody.Manifest;

/// <summary>
/// The nested class that lists one type's patchable methods and writes its slots. Nested, because only there the originals and the
/// nested private types are accessible; apart from the slots, so that a program that never patches does not load it.
/// </summary>
internal sealed record HandleClass(TypeDefinition Owner, MethodDefinition Describe, MethodDefinition? Store)
{
    private const MethodAttributes StaticMethod = MethodAttributes.Assembly | MethodAttributes.HideBySig | MethodAttributes.Static;

    /// <summary>Adds the class to a woven type, and to each of its nested types.</summary>
    public static HandleClass Add(WeavingContext context, WovenType type)
    {
        var describe = WriteDescribe(context, type);
        var store = type.Methods.Count > 0 ? WriteStore(context, type) : null;

        // internal static class PatchHandles
        var @class = GeneratedClass.AddNested(context, type.Type, KnownNames.Generated.HandleClass);
        @class.Methods.Add(describe);
        if (store is not null)
            @class.Methods.Add(store);

        return new HandleClass(type.Type, describe, store);
    }

    /// <summary>Emits <c>list.AddType(typeof(Owner).TypeHandle, PatchHandles.Describe, PatchHandles.Store)</c>.</summary>
    public void AppendTo(ParameterDefinition list, ILProcessor il, WeavingContext context)
    {
        il.Emit(OpCodes.Ldarg, list);
        il.Emit(OpCodes.Ldtoken, Owner);
        EmitDelegate(il, Describe, context.Runtime.DescribeHandlesConstructor);
        EmitDelegate(il, Store, context.Runtime.StoreSlotConstructor);
        il.Emit(OpCodes.Callvirt, context.Runtime.AddType);
    }

    private static void EmitDelegate(ILProcessor il, MethodDefinition? method, MethodReference constructor)
    {
        il.Emit(OpCodes.Ldnull);
        if (method is null)
            return;

        il.Emit(OpCodes.Ldftn, method);
        il.Emit(OpCodes.Newobj, constructor);
    }

    // internal static void Describe(HandleList list)
    // {
    //     list.Add<{delegateType}>(methodof({stub}), methodof({original})); for each method, or
    //     list.AddWithoutOriginal<{delegateType}>(methodof({stub}));
    //     list.AddType(...); for each nested type
    // }
    private static MethodDefinition WriteDescribe(WeavingContext context, WovenType type)
    {
        var describe = new MethodDefinition(KnownNames.Generated.Describe, StaticMethod, context.Module.TypeSystem.Void);
        var list = new ParameterDefinition("list", ParameterAttributes.None, context.Runtime.HandleList);
        describe.Parameters.Add(list);

        var il = describe.Body.GetILProcessor();
        foreach (var method in type.Methods)
        {
            il.Emit(OpCodes.Ldarg, list);
            il.Emit(OpCodes.Ldtoken, method.Stub);
            if (method.Original is not null)
                il.Emit(OpCodes.Ldtoken, method.Original);

            var add = method.Original is not null ? context.Runtime.AddMethod : context.Runtime.AddWithoutOriginal;
            il.Emit(OpCodes.Callvirt, new GenericInstanceMethod(add) { GenericArguments = { method.Slot.FieldType } });
        }

        foreach (var nested in type.Nested)
            Add(context, nested).AppendTo(list, il, context);

        il.Emit(OpCodes.Ret);
        describe.Body.OptimizeMacros();
        return describe;
    }

    // internal static void Store(int index, Delegate replacement)
    // {
    //     switch (index)
    //     {
    //         case {index}: PatchSlots.{slot} = ({delegateType})replacement; return; for each method
    //     }
    // }
    private static MethodDefinition WriteStore(WeavingContext context, WovenType type)
    {
        var store = new MethodDefinition(KnownNames.Generated.Store, StaticMethod, context.Module.TypeSystem.Void);
        var index = new ParameterDefinition("index", ParameterAttributes.None, context.Module.TypeSystem.Int32);
        var @delegate = context.Framework.Get(KnownNames.Framework.Delegate);
        var replacement = new ParameterDefinition(KnownNames.Generated.ReplacementLocal, ParameterAttributes.None, @delegate);
        store.Parameters.Add(index);
        store.Parameters.Add(replacement);

        var il = store.Body.GetILProcessor();
        var cases = type.Methods.Select(_ => il.Create(OpCodes.Ldarg, replacement)).ToArray();
        il.Emit(OpCodes.Ldarg, index);
        il.Emit(OpCodes.Switch, cases);
        il.Emit(OpCodes.Ret);
        foreach (var (method, start) in type.Methods.Zip(cases, (method, start) => (method, start)))
        {
            il.Append(start);
            il.Emit(OpCodes.Castclass, method.Slot.FieldType);
            il.Emit(OpCodes.Stsfld, method.Slot);
            il.Emit(OpCodes.Ret);
        }

        store.Body.OptimizeMacros();
        return store;
    }
}
