using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Hotpatch.Infrastructure;
using Hotpatch.Libraries.Reports;
using Hotpatch.Naming;
using Signature = Hotpatch.Libraries.Binding.DelegateFit.Signature;

namespace Hotpatch.Libraries.Binding;

/// <summary>
/// Binds a static method of a library to a handle. The method is a replacement, or, if its first parameter is a delegate, can be a layer.
/// </summary>
[RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
internal static class MethodBinding
{
    /// <summary>
    /// Returns whether the method fits as a layer (true) or as a replacement (false); null, with a problem, if it fits as neither. Runs no code of the
    /// method's library.
    /// </summary>
    public static bool? Fit(Callee callee, MethodInfo method, out string? problem)
    {
        problem = null;
        if (method.ContainsGenericParameters)
        {
            problem = $"a method without type parameters was expected, since {callee.Name} has none, but a generic method was found";
            return null;
        }

        var expected = callee.DelegateType.GetMethod("Invoke")!;
        if (DelegateFit.Fits(Signature.Of(expected), Signature.Of(method)))
            return false;

        var mayBeLayer = MayBeLayer(method, expected);
        if (mayBeLayer)
        {
            problem = ProblemOfLayer(callee, method, expected);
            if (problem is null)
                return true;
        }

        problem = Mismatch(method, expected, mayBeLayer, problem);
        return null;
    }

    /// <summary>Creates the entry for the handle from a method that fits; null, with a problem, if the runtime cannot create its delegate.</summary>
    public static PatchEntry? TryBind(PatchHandle handle, MethodInfo method, PatchRank rank, out string? problem)
    {
        problem = null;
        if (TryCreate(handle.DelegateType, method) is { } replacement)
            return PatchEntry.Replacement(handle, replacement, rank);

        if (PatchEntry.TryLayer(handle, method, rank, out problem) is { } layer)
            return layer;

        problem ??= $"a method was expected from which the runtime can create a {DelegateText.Describe(handle.DelegateType)}, but this one is not";
        return null;
    }

    /// <summary>Returns whether the types of the method's signature are those of the target, rather than merely compatible.</summary>
    public static bool IsExact(Type delegateType, MethodInfo method)
    {
        var expected = delegateType.GetMethod("Invoke")!;
        var types = method.GetParameters().Select(parameter => parameter.ParameterType).ToArray();
        var targets = expected.GetParameters().Select(parameter => parameter.ParameterType).ToArray();
        return method.ReturnType == expected.ReturnType && types.AsSpan(types.Length - targets.Length).SequenceEqual(targets);
    }

    /// <summary>
    /// Returns the type of the delegate through which a layer calls the code below it; null if the first parameter is not a delegate.
    /// </summary>
    public static Type? BelowTypeOf(MethodInfo method)
        => method.GetParameters() is [{ ParameterType: var type }, ..] && type.IsSubclassOf(typeof(Delegate)) && !type.IsAbstract ? type : null;

    /// <summary>
    /// Returns whether the method looks like a layer: its first parameter is a delegate, and it has one parameter more than the target.
    /// </summary>
    private static bool MayBeLayer(MethodInfo method, MethodInfo expected)
        => method.GetParameters() is [{ ParameterType: var first }, ..] parameters
            && typeof(Delegate).IsAssignableFrom(first)
            && parameters.Length == expected.GetParameters().Length + 1;

    private static string? ProblemOfLayer(Callee callee, MethodInfo method, MethodInfo expected)
    {
        if (!callee.HasOriginal)
            return $"a target with an original was expected, since a layer calls it, but {callee.Name} has none: {PatchableType.WhyWithoutOriginal(callee.Method)}";

        var first = $"a first parameter of type {DelegateText.Describe(callee.DelegateType)} was expected, but ";
        if (BelowTypeOf(method) is not { } below)
            return $"{first}{method} was found";

        if (below != callee.DelegateType && !DelegateFit.Fits(Signature.Of(below.GetMethod("Invoke")!), Signature.Of(expected)))
            return $"{first}{DelegateText.Describe(below)} was found";

        return DelegateFit.Fits(Signature.Of(expected), Signature.Of(method, skip: 1))
            ? null
            : $"after the first parameter, the signature of {DelegateText.Describe(callee.DelegateType)} was expected, but {method} was found";
    }

    // Not the overload with a first argument: with null, it also binds a method with one more parameter.
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
        var (wanted, found) = (SignatureText.Of(expected, 0, isFull: false), SignatureText.Of(method, skip, isFull: false));
        if (wanted != found)
            return TargetText.Mismatch(wanted, found);

        // If the short texts are equal, two types have the same name, or the first parameter of the layer does not fit.
        (wanted, found) = (SignatureText.Of(expected, 0, isFull: true), SignatureText.Of(method, skip, isFull: true));
        return wanted == found && ofLayer is not null ? ofLayer : TargetText.Mismatch(wanted, found);
    }
}
