using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Weaving;

/// <summary>A delegate type that is declared for one method, beside its slot.</summary>
internal static class DeclaredDelegate
{
    private const MethodAttributes RuntimeMethod = MethodAttributes.Public | MethodAttributes.HideBySig;

    public static SlotDelegate Add(WeavingContext context, MethodSignature signature, SlotClass slots, string name)
    {
        // internal delegate {returnType} {name}({declaringType} self, {parameters});
        var type = new TypeDefinition(
            @namespace: string.Empty,
            name,
            TypeAttributes.NestedAssembly | TypeAttributes.Sealed,
            context.Framework.Get(KnownNames.Framework.MulticastDelegate));

        var types = context.Module.TypeSystem;
        var constructor = new MethodDefinition(
            KnownNames.Framework.Constructor,
            RuntimeMethod | MethodAttributes.SpecialName | MethodAttributes.RTSpecialName,
            types.Void) { ImplAttributes = MethodImplAttributes.Runtime };
        constructor.Parameters.Add(new ParameterDefinition("object", ParameterAttributes.None, types.Object));
        constructor.Parameters.Add(new ParameterDefinition("method", ParameterAttributes.None, types.IntPtr));
        type.Methods.Add(constructor);

        var invoke = new MethodDefinition(
            KnownNames.Framework.Invoke,
            RuntimeMethod | MethodAttributes.Virtual | MethodAttributes.NewSlot,
            signature.ReturnType) { ImplAttributes = MethodImplAttributes.Runtime };
        AddParameters(signature, invoke);
        type.Methods.Add(invoke);
        slots.AddDelegateType(type);
        return new SlotDelegate(type, invoke);
    }

    private static void AddParameters(MethodSignature signature, MethodDefinition invoke)
    {
        foreach (var argument in signature.Arguments)
        {
            invoke.Parameters.Add(
                argument.Parameter?.CopyAs(argument.Type)
                ?? new ParameterDefinition(KnownNames.Generated.SelfParameter, ParameterAttributes.None, argument.Type));
        }

        Attributes.Copy(signature.Method.MethodReturnType, invoke.MethodReturnType, KnownNames.Framework.TypeAttributes);
    }
}
