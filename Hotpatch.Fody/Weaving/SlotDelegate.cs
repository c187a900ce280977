using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Weaving;

/// <summary>The type of a slot and how to call what it holds.</summary>
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
        var parameters = signature.Arguments.Select(argument => argument.Type);
        TypeReference[] arguments = isVoid ? [.. parameters] : [.. parameters, signature.ReturnType];
        if (arguments.Length == 0)
        {
            var action = context.Framework.Get(KnownNames.Framework.ActionWithoutParameters);
            return new SlotDelegate(action, context.Module.ImportReference(action.Resolve().SingleMethod(KnownNames.Framework.Invoke)));
        }

        var open = context.Framework.Get((isVoid ? KnownNames.Framework.Action : KnownNames.Framework.Func) + arguments.Length);
        var type = new GenericInstanceType(open);
        foreach (var argument in arguments)
            type.GenericArguments.Add(argument);

        return new SlotDelegate(type, InvokeOn(context, open, type));
    }

    private static MethodReference InvokeOn(WeavingContext context, TypeReference open, TypeReference closed)
    {
        var invoke = context.Module.ImportReference(open.Resolve().SingleMethod(KnownNames.Framework.Invoke));
        var reference = new MethodReference(invoke.Name, invoke.ReturnType, closed) { HasThis = true };
        foreach (var parameter in invoke.Parameters)
            reference.Parameters.Add(new ParameterDefinition(parameter.ParameterType));

        return reference;
    }
}
