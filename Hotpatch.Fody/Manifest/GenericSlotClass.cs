using Hotpatch.Fody.Calls;
using Hotpatch.Fody.Metadata;
using Hotpatch.Fody.Trimming;
using Hotpatch.Fody.Weaving;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Manifest;

/// <summary>
/// Adds a static constructor to each generic slot class. It registers the instantiation with the runtime before the first read of its slots.
/// Stubs read slots only after some instantiation was patched.
/// </summary>
internal static class GenericSlotClass
{
    private const MethodAttributes StaticConstructor
        = MethodAttributes.Private | MethodAttributes.HideBySig | MethodAttributes.Static | MethodAttributes.SpecialName
            | MethodAttributes.RTSpecialName;

    /// <summary>Completes the generic slot classes of a woven type and of its nested types.</summary>
    public static void CompleteAll(WeavingContext context, WovenType type)
    {
        foreach (var methods in type.Methods.Where(method => method.Slot.Class.Flag is not null).GroupBy(method => method.Slot.Class))
            AddStaticConstructor(context, methods.Key, type.Type, methods);

        foreach (var nested in type.Nested)
            CompleteAll(context, nested);
    }

    // static {slots}()
    // {
    //     GenericSlots.Attach(typeof({slots}).TypeHandle, typeof({type}).TypeHandle, new Instantiation());
    // }
    private static void AddStaticConstructor(WeavingContext context, SlotClass slots, TypeDefinition type, IEnumerable<WovenMethod> methods)
    {
        var @class = slots.Definition;
        var instantiation = AddInstantiation(context, slots, methods);
        var constructor = new MethodDefinition(KnownNames.Framework.StaticConstructor, StaticConstructor, context.Module.TypeSystem.Void);
        var il = constructor.Body.GetILProcessor();
        il.Emit(OpCodes.Ldtoken, @class.Self());
        il.Emit(OpCodes.Ldtoken, type.Close(@class.GenericParameters.Take(type.GenericParameters.Count)));
        il.Emit(OpCodes.Newobj, instantiation.Close(@class.GenericParameters, []));
        il.Emit(OpCodes.Call, context.Runtime.AttachGenericSlots);
        il.Emit(OpCodes.Ret);
        @class.Methods.Add(constructor);

        // The static constructor must run at the first read of a slot, and not earlier.
        @class.IsBeforeFieldInit = false;
    }

    // internal sealed class Instantiation : GenericSlots, nested in {slots}
    // {
    //     public override void DescribeHandles(HandleList list)
    //     {
    //         list.UseGate(PatchGates.{gate}); before a method that has a gate
    //         list.UseTarget(methodof({target}), typeof({type})); before a call stub
    //         list.Add(methodof({stub}), methodof({original}), fieldof({slot}), …); for all methods, of this instantiation
    //     }
    // }
    private static MethodDefinition AddInstantiation(WeavingContext context, SlotClass slots, IEnumerable<WovenMethod> methods)
    {
        var @class = GeneratedClass.AddNested(context, slots.Definition, slots.TakeName(KnownNames.Generated.Instantiation), slots.Scope);
        @class.IsAbstract = false;
        @class.BaseType = context.Runtime.GenericSlots;

        var describe = DescribingClass.AddOverride(context, @class, KnownNames.Generated.DescribeHandles);
        var il = describe.Body.GetILProcessor();
        AddCalls.Emit(context, il, OpCodes.Ldarg_1, [.. methods.Select(method => List(method, @class))]);
        il.Emit(OpCodes.Ret);
        context.Suppressions.Add(describe, methods.SelectMany(method => ReflectionWarnings.Of(method.Stub)));
        return GeneratedClass.AddConstructor(context, @class, context.Runtime.GenericSlotsConstructor);
    }

    private static ListedMethod List(WovenMethod method, TypeDefinition @class)
        => new(
            method.Stub.CloseIn(@class),
            method.Original?.CloseIn(@class),
            new FieldReference(method.Slot.Field.Name, method.Slot.Field.FieldType, method.Slot.Class.Definition.Close(@class.GenericParameters)),
            method.Gate)
        {
            Target = method.Call is { } call ? TargetIn(@class, call) : null,
        };

    // The class has the type parameters of the target's type, and after them those of the method.
    private static MethodReference TargetIn(TypeDefinition @class, CallStub call)
    {
        var instance = new GenericInstanceMethod(call.Closed);
        foreach (var parameter in @class.GenericParameters.Skip(call.Target.Definition.DeclaringType.GenericParameters.Count))
            instance.GenericArguments.Add(parameter);

        return instance.GenericArguments.Count == 0 ? call.Closed : instance;
    }
}
