using System.Diagnostics.CodeAnalysis;
using Hotpatch.Hosting.Control.Protocol;

namespace Hotpatch.Hosting.Control.Commands;

/// <summary>Writes what a patch of a method must look like, as C#.</summary>
internal static class PatchSignatureText
{
    /// <summary>Returns the signature; null for an instantiation of a generic method, whose patch would name its type arguments.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "The delegate is in use, so its Invoke is kept.")]
    public static SignatureDescription? Of(PatchHandle handle)
    {
        if (handle.Method.IsGenericMethod || handle.Method.DeclaringType is { IsGenericType: true })
            return null;

        var type = handle.DelegateType;
        var invoke = type.GetMethod(nameof(Action.Invoke))!;
        var parameters = invoke.GetParameters();
        var own = handle.Method.GetParameters();
        var first = parameters.Length - own.Length;
        return new(
            CSharpTypeName.OfResult(invoke),
            [.. parameters.Select((parameter, index) => new ArgumentDescription(index < first ? "self" : own[index - first].Name ?? $"arg{index}", CSharpTypeName.OfParameter(parameter)))],
            CSharpTypeName.Of(type),
            parameters.Select(parameter => parameter.ParameterType).Append(invoke.ReturnType).Append(type).All(IsPublic));
    }

    private static bool IsPublic(Type type)
        => type.HasElementType ? IsPublic(type.GetElementType()!) : type.IsVisible;
}
