using Hotpatch.Fody.Diagnostics;
using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Selection;

/// <summary>Which parameters and returns a patchable method may have: those that are passed by value and may be type arguments.</summary>
internal static class SignatureRules
{
    public static Refusal? Find(MethodDefinition method)
    {
        foreach (var parameter in method.Parameters)
        {
            if (Describe(method, parameter.ParameterType) is { } kind)
                return Refuse($"its parameter {parameter.Name} is {kind}.");
        }

        return Describe(method, method.ReturnType) is { } returned && !method.ReturnType.IsVoid() ? Refuse($"it returns {returned}.") : null;
    }

    private static Refusal Refuse(string reason)
        => new(ErrorCode.Signature, reason, "Mark a method that takes and returns plain values and that it calls.");

    private static string? Describe(MethodDefinition method, TypeReference modified)
    {
        var type = modified.WithoutModifiers();
        return type switch
        {
            ByReferenceType => "a reference (ref, out, in)",
            PointerType => "a pointer",
            FunctionPointerType => "a function pointer",
            _ when IsByRefLike(method, type) => $"the ref struct {type.DisplayName()}",
            _ => null,
        };
    }

    private static bool IsByRefLike(MethodDefinition method, TypeReference type)
    {
        if (type.FullName is KnownNames.Framework.TypedReference or KnownNames.Framework.ArgIterator or KnownNames.Framework.RuntimeArgumentHandle)
            return true;

        // Only structs can be, and only their definition says it; arrays and classes need no look.
        if (!type.IsValueType || type.IsPrimitive)
            return false;

        var definition = type.Resolve() ?? throw new HotpatchWeavingException(
            ErrorCode.UnresolvedReference,
            $"{method.DisplayName()} takes or returns {type.DisplayName()}, which was not found in {type.Scope.Name}. Reference that assembly.",
            SourceLocation.Of(method));

        return definition.Has(KnownNames.Framework.IsByRefLikeAttribute);
    }
}
