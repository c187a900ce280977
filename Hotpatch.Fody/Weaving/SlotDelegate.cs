using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Weaving;

/// <summary>The delegate type of a slot and its <c>Invoke</c>, both as the method's body names them.</summary>
/// <param name="Type">The delegate type.</param>
/// <param name="Invoke">Its <c>Invoke</c>.</param>
/// <param name="NeedsRouter">Whether the slot needs a router of its own. The other types have one, here or in Hotpatch.Runtime.</param>
internal sealed record SlotDelegate(TypeReference Type, MethodReference Invoke, bool NeedsRouter)
{
    /// <summary>
    /// Returns the type that the source declares for the method's handle. If there is none, returns a <c>Func</c> or <c>Action</c> if one fits.
    /// Otherwise declares a delegate type: one that methods share if all types can be type arguments, else one for the method.
    /// </summary>
    public static SlotDelegate For(WeavingContext context, MethodSignature signature, SlotClass slots, string name)
        => context.Declared.DelegateOf(signature.Method) is { } type && OfSource(type) is { } declared ? declared
            : signature.FitsFunc ? Framework(context, signature)
            : context.Shapes.TryFor(context, signature) is { } shape ? shape
            : DeclaredDelegate.Add(context, signature, slots, name + KnownNames.Generated.DelegateSuffix);

    private static SlotDelegate? OfSource(TypeReference type)
        => type.GetElementType() is TypeDefinition definition
            ? new SlotDelegate(
                type, definition.SingleMethod(KnownNames.Framework.Invoke).Close(type is GenericInstanceType { GenericArguments: var arguments } ? arguments : [], []), NeedsRouter: true)
            : null;

    private static SlotDelegate Framework(WeavingContext context, MethodSignature signature)
    {
        var isVoid = signature.ReturnType.IsVoid();
        var count = signature.Arguments.Count + (isVoid ? 0 : 1);
        var invoke = context.Delegates.InvokeOf(isVoid, count);
        if (count == 0)
            return new SlotDelegate(invoke.DeclaringType, invoke, NeedsRouter: false);

        var type = new GenericInstanceType(invoke.DeclaringType) { GenericArguments = { Capacity = count } };
        foreach (var argument in signature.Arguments)
            type.GenericArguments.Add(argument.Type);

        if (!isVoid)
            type.GenericArguments.Add(signature.ReturnType);

        return new SlotDelegate(type, On(invoke, type), NeedsRouter: signature.Arguments.Count > RouterMembers.MostParametersOfShapes);
    }

    private static MethodReference On(MethodReference invoke, TypeReference type)
    {
        var reference = new MethodReference(invoke.Name, invoke.ReturnType, type) { HasThis = true, Parameters = { Capacity = invoke.Parameters.Count } };
        foreach (var parameter in invoke.Parameters)
            reference.Parameters.Add(parameter);

        return reference;
    }
}
