using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Weaving;

/// <summary>The type of a slot and how to call what it holds, both as the method's body names them.</summary>
internal sealed record SlotDelegate(TypeReference Type, MethodReference Invoke)
{
    /// <summary>
    /// The type that source declares for the method's handle; else a <c>Func</c> or <c>Action</c> where they fit; else a delegate type that is
    /// declared for the method.
    /// </summary>
    public static SlotDelegate For(WeavingContext context, MethodSignature signature, SlotClass slots, string name)
        => context.Declared.DelegateOf(signature.Method) is { } type && OfSource(type) is { } declared ? declared
            : signature.FitsFunc ? Framework(context, signature)
            : DeclaredDelegate.Add(context, signature, slots, name + KnownNames.Generated.DelegateSuffix);

    private static SlotDelegate? OfSource(TypeReference type)
        => type.GetElementType() is TypeDefinition definition
            ? new SlotDelegate(
                type, definition.SingleMethod(KnownNames.Framework.Invoke).Close(type is GenericInstanceType { GenericArguments: var arguments } ? arguments : [], []))
            : null;

    private static SlotDelegate Framework(WeavingContext context, MethodSignature signature)
    {
        var isVoid = signature.ReturnType.IsVoid();
        var arguments = signature.Arguments.Select(argument => argument.Type).ToList();
        if (!isVoid)
            arguments.Add(signature.ReturnType);

        var invoke = context.Delegates.InvokeOf(isVoid, arguments.Count);
        var type = invoke.DeclaringType.Close(arguments);
        return new SlotDelegate(type, type is GenericInstanceType ? On(invoke, type) : invoke);
    }

    private static MethodReference On(MethodReference invoke, TypeReference type)
    {
        var reference = new MethodReference(invoke.Name, invoke.ReturnType, type) { HasThis = true };
        foreach (var parameter in invoke.Parameters)
            reference.Parameters.Add(parameter);

        return reference;
    }
}
