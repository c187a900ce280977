using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Weaving;

/// <summary>The type of a slot and how to call what it holds.</summary>
internal sealed record SlotDelegate(TypeReference Type, MethodReference Invoke)
{
    private const int MostFuncParameters = 16;

    /// <summary>A <c>Func</c> or <c>Action</c> where they fit, otherwise a delegate type that is declared for the method.</summary>
    public static SlotDelegate For(WeavingContext context, MethodDefinition method, SlotClass slots, string name)
    {
        var parameters = method.Parameters.Select(parameter => parameter.ParameterType.WithoutModifiers());
        TypeReference[] types = method.HasThis ? [method.DeclaringType, .. parameters] : [.. parameters];

        return types.Length <= MostFuncParameters
            ? Framework(context, types, method.ReturnType.WithoutModifiers())
            : DeclaredDelegate.Add(context, method, slots, name + KnownNames.Generated.DelegateSuffix);
    }

    private static SlotDelegate Framework(WeavingContext context, TypeReference[] parameters, TypeReference returnType)
    {
        var isVoid = returnType.IsVoid();
        TypeReference[] arguments = isVoid ? parameters : [.. parameters, returnType];
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
