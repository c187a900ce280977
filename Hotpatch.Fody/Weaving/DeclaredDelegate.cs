using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Weaving;

/// <summary>Adds a delegate type for one method, beside the method's slot.</summary>
internal static class DeclaredDelegate
{
    private const MethodAttributes RuntimeMethod = MethodAttributes.Public | MethodAttributes.HideBySig;

    public static SlotDelegate Add(WeavingContext context, MethodSignature signature, SlotClass slots, string name)
    {
        // internal delegate {returnType} {name}({declaringType} self, {parameters});
        var type = Create(context, name, TypeAttributes.NestedAssembly);
        slots.Scope.DeclareOn(type);
        var invoke = AddInvoke(type, slots.Scope.Inside(type, signature.ReturnType));
        AddParameters(signature, slots.Scope, invoke);
        slots.AddDelegateType(type);

        var closed = slots.Scope.Close(type);
        return new SlotDelegate(closed, invoke.Close(closed is GenericInstanceType { GenericArguments: var arguments } ? arguments : [], []), NeedsRouter: true);
    }

    /// <summary>Creates a delegate type with its constructor.</summary>
    public static TypeDefinition Create(WeavingContext context, string name, TypeAttributes visibility)
    {
        var type = new TypeDefinition(
            @namespace: string.Empty, name, visibility | TypeAttributes.Sealed, context.Framework.Get(KnownNames.Framework.MulticastDelegate));
        var types = context.Module.TypeSystem;
        var constructor = new MethodDefinition(
            KnownNames.Framework.Constructor,
            RuntimeMethod | MethodAttributes.SpecialName | MethodAttributes.RTSpecialName,
            types.Void)
        { ImplAttributes = MethodImplAttributes.Runtime };
        constructor.Parameters.Add(new ParameterDefinition(types.Object));
        constructor.Parameters.Add(new ParameterDefinition(types.IntPtr));
        type.Methods.Add(constructor);
        return type;
    }

    /// <summary>Adds <c>Invoke</c>, without parameters at first.</summary>
    public static MethodDefinition AddInvoke(TypeDefinition type, TypeReference returnType)
    {
        var invoke = new MethodDefinition(
            KnownNames.Framework.Invoke, RuntimeMethod | MethodAttributes.Virtual | MethodAttributes.NewSlot, returnType)
        { ImplAttributes = MethodImplAttributes.Runtime };
        type.Methods.Add(invoke);
        return invoke;
    }

    private static void AddParameters(MethodSignature signature, GenericScope scope, MethodDefinition invoke)
    {
        foreach (var argument in signature.Arguments)
        {
            var type = scope.Inside(invoke.DeclaringType, argument.Type);
            invoke.Parameters.Add(
                argument.Parameter?.CopyAs(type)
                ?? new ParameterDefinition(KnownNames.Generated.SelfParameter, ParameterAttributes.None, type));
        }

        signature.Method.MethodReturnType.CopyAttributes(invoke.MethodReturnType, KnownNames.Framework.DelegateResultAttributes);
    }
}
