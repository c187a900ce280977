using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Weaving;

/// <summary>The signature of a router's <c>Invoke</c>, as the router names its types.</summary>
/// <param name="Invoke">The <c>Invoke</c> of the delegate type.</param>
/// <param name="Parameters">The types of the parameters.</param>
/// <param name="Passed">For each parameter, the type by which it is passed; null if it can't be an object.</param>
/// <param name="ReturnType">The return type.</param>
/// <param name="CanResultBeObject">Whether there is a result, and it can be an object.</param>
/// <param name="First">Whether the first argument is the instance.</param>
internal sealed record RouterSignature(
    MethodReference Invoke,
    IReadOnlyList<TypeReference> Parameters,
    IReadOnlyList<TypeReference?> Passed,
    TypeReference ReturnType,
    bool CanResultBeObject,
    RouterSignature.FirstArgument First)
{
    /// <summary>What the first argument is.</summary>
    internal enum FirstArgument
    {
        /// <summary>No instance of a class.</summary>
        NoInstance,

        /// <summary>The instance of a class.</summary>
        Instance,

        /// <summary>The instance of a class for some of the methods that share the router.</summary>
        MayBeInstance,
    }

    /// <summary>Returns the signature of the router of one method.</summary>
    public static RouterSignature Of(MethodSignature signature, SlotDelegate dispatch, GenericScope scope, TypeDefinition router)
    {
        return new RouterSignature(
            scope.Inside(router, dispatch.Invoke),
            [.. signature.Arguments.Select(argument => Inside(argument.Type))],
            [.. signature.PassedTypes.Select(type => type is null ? null : Inside(type))],
            Inside(signature.ReturnType),
            signature.CanResultBeObject,
            signature.IsFirstInstance ? FirstArgument.Instance : FirstArgument.NoInstance);

        TypeReference Inside(TypeReference type) => scope.Inside(router, type);
    }
}
