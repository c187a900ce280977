using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Weaving;

/// <summary>The type of a slot and how to call what it holds, both as the method's body names them.</summary>
internal sealed record SlotDelegate(TypeReference Type, MethodReference Invoke)
{
    /// <summary>A <c>Func</c> or <c>Action</c> where they fit, otherwise a delegate type that is declared for the method.</summary>
    public static SlotDelegate For(WeavingContext context, MethodSignature signature, SlotClass slots, string name)
        => signature.FitsFunc
            ? Framework(context, signature)
            : DeclaredDelegate.Add(context, signature, slots, name + KnownNames.Generated.DelegateSuffix);

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
