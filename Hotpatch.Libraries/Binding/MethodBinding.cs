using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Hotpatch.Infrastructure;
using Hotpatch.Libraries.Reports;
using Hotpatch.Naming;
using Signature = Hotpatch.Libraries.Binding.DelegateFit.Signature;

namespace Hotpatch.Libraries.Binding;

/// <summary>A static method as what lies on a handle: a replacement, or a layer where a delegate comes first.</summary>
[RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
internal static class MethodBinding
{
    /// <summary>Whether it is a layer, or a replacement; null, with the reason, where it is neither. Nothing of the method's library runs.</summary>
    public static bool? Fit(PatchHandle handle, MethodInfo method, out string? problem)
    {
        problem = null;
        if (method.ContainsGenericParameters)
        {
            problem = $"{handle.Name} was found, which has no type parameters, where a generic method shall patch it";
            return null;
        }

        var expected = handle.DelegateType.GetMethod("Invoke")!;
        if (DelegateFit.Fits(Signature.Of(expected), Signature.Of(method)))
            return false;

        var mayBeLayer = MayBeLayer(method, expected);
        if (mayBeLayer)
        {
            problem = ProblemOfLayer(handle, method, expected);
            if (problem is null)
                return true;
        }

        problem = Mismatch(method, expected, mayBeLayer, problem);
        return null;
    }

    /// <summary>What comes on the handle, for a method that fits; null, with the reason, where the runtime does not make it after all.</summary>
    public static PatchEntry? TryBind(PatchHandle handle, MethodInfo method, PatchRank rank, out string? problem)
    {
        problem = null;
        if (TryCreate(handle.DelegateType, method) is { } replacement)
            return PatchEntry.Replacement(handle, replacement, rank);

        if (PatchEntry.TryLayer(handle, method, rank, out problem) is { } layer)
            return layer;

        problem ??= $"found, but the runtime makes no {DelegateText.Describe(handle.DelegateType)} of it";
        return null;
    }

    /// <summary>Whether the method's types are the target's, rather than such that these can stand for them.</summary>
    public static bool IsExact(PatchHandle handle, MethodInfo method)
    {
        var expected = handle.DelegateType.GetMethod("Invoke")!;
        var types = method.GetParameters().Select(parameter => parameter.ParameterType).ToArray();
        var wanted = expected.GetParameters().Select(parameter => parameter.ParameterType).ToArray();
        return method.ReturnType == expected.ReturnType && types.AsSpan(types.Length - wanted.Length).SequenceEqual(wanted);
    }

    /// <summary>The delegate that a layer takes for what lies below; null where its first parameter is none.</summary>
    public static Type? BelowTypeOf(MethodInfo method)
        => method.GetParameters() is [{ ParameterType: var type }, ..] && type.IsSubclassOf(typeof(Delegate)) && !type.IsAbstract ? type : null;

    /// <summary>A delegate comes first, and one parameter more than the target has is there.</summary>
    private static bool MayBeLayer(MethodInfo method, MethodInfo expected)
        => method.GetParameters() is [{ ParameterType: var first }, ..] parameters
            && typeof(Delegate).IsAssignableFrom(first)
            && parameters.Length == expected.GetParameters().Length + 1;

    private static string? ProblemOfLayer(PatchHandle handle, MethodInfo method, MethodInfo expected)
    {
        if (!handle.HasOriginal)
            return $"a method with an original was expected, for a layer to lie over, but this one has none that can be called: {PatchableType.WhyWithoutOriginal(handle.Method)}";

        var first = $"a first parameter of type {DelegateText.Describe(handle.DelegateType)} was expected, but ";
        if (BelowTypeOf(method) is not { } below)
            return $"{first}{method} was found";

        if (below != handle.DelegateType && !DelegateFit.Fits(Signature.Of(below.GetMethod("Invoke")!), Signature.Of(expected)))
            return $"{first}{DelegateText.Describe(below)} was found";

        return DelegateFit.Fits(Signature.Of(expected), Signature.Of(method, skip: 1))
            ? null
            : $"after the first parameter, the signature of {DelegateText.Describe(handle.DelegateType)} was expected, but {method} was found";
    }

    // Not the overload with a first argument: that would bind a method with one parameter more, to null.
    private static Delegate? TryCreate(Type type, MethodInfo method)
    {
        try
        {
            return Delegate.CreateDelegate(type, method, throwOnBindFailure: false);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string Mismatch(MethodInfo method, MethodInfo expected, bool mayBeLayer, string? ofLayer)
    {
        var skip = mayBeLayer ? 1 : 0;
        var (found, wanted) = (SignatureText.Of(expected, 0, isFull: false), SignatureText.Of(method, skip, isFull: false));
        if (found != wanted)
            return $"found, but its type is {found} where {wanted} was expected";

        // The same words: the types are other ones of the same name, or it is what lies below that does not fit.
        (found, wanted) = (SignatureText.Of(expected, 0, isFull: true), SignatureText.Of(method, skip, isFull: true));
        return found == wanted && ofLayer is not null ? ofLayer : $"found, but its type is {found} where {wanted} was expected";
    }
}
