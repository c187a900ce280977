using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Hotpatch.Libraries.Reports;

namespace Hotpatch.Libraries.Binding;

/// <summary>
/// Whether a generic method of a library has the signature of a generic target, before any instantiation is bound: its type parameters stand for
/// those of the target's type, outermost first, then for those of the target.
/// </summary>
[RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
internal static class OpenSignature
{
    /// <summary>Whether it fits as a layer, or as a replacement; null where it does not fit.</summary>
    public static bool? Fit(MethodBase target, MethodInfo method)
    {
        // Lambdas and local functions have no instance in their signature, or have one that is the compiler's: their instantiations tell.
        var isGenerated = target.Name is ['<', ..];
        var expected = Parameters(target, isGenerated);
        var actual = method.GetParameters().Select(parameter => parameter.ParameterType).ToArray();
        if (FitsAll(expected, actual) && Gives(target, method.ReturnType))
            return false;

        return actual is [var below, .. var rest] && FitsAll(expected, rest) && Gives(target, method.ReturnType) && LiesBelow(target, expected, below)
            ? true
            : null;
    }

    private static Type[] Parameters(MethodBase target, bool isGenerated)
    {
        var parameters = target.GetParameters().Select(parameter => parameter.ParameterType);
        if (target.IsStatic || isGenerated)
            return [.. parameters];

        var type = target.DeclaringType!;
        return [type.IsValueType ? type.MakeByRefType() : type, .. parameters];
    }

    private static bool FitsAll(Type[] expected, Type[] actual)
        => expected.Length == actual.Length && expected.Zip(actual).All(pair => Takes(pair.First, pair.Second));

    /// <summary>What lies below is called with what the layer gives it: the same types.</summary>
    private static bool LiesBelow(MethodBase target, Type[] expected, Type below)
    {
        if (!typeof(Delegate).IsAssignableFrom(below) || below.GetMethod("Invoke") is not { } invoke)
            return false;

        var parameters = invoke.GetParameters();
        return parameters.Length == expected.Length
            && expected.Zip(parameters).All(pair => IsSame(pair.First, pair.Second.ParameterType))
            && Gives(target, invoke.ReturnType);
    }

    private static bool Gives(MethodBase target, Type actual)
    {
        var expected = target is MethodInfo { ReturnType: var type } ? type : typeof(void);
        return IsSame(expected, actual) || (IsClosedReference(expected) && IsClosedReference(actual) && expected.IsAssignableFrom(actual));
    }

    /// <summary>Whether a parameter of the second type can take what comes as the first.</summary>
    private static bool Takes(Type expected, Type actual)
        => IsSame(expected, actual)
            || (actual == typeof(object) && !expected.IsValueType && !expected.HasElementType && !expected.IsGenericParameter)
            || (IsClosedReference(expected) && IsClosedReference(actual) && actual.IsAssignableFrom(expected));

    private static bool IsClosedReference(Type type) => !type.IsValueType && !type.ContainsGenericParameters && !type.IsByRef && !type.IsPointer;

    private static bool IsSame(Type expected, Type actual)
    {
        if (expected.IsGenericParameter)
            return actual.IsGenericMethodParameter && actual.GenericParameterPosition == PositionOf(expected);

        if (expected.HasElementType)
        {
            return actual.HasElementType
                && (expected.IsByRef, expected.IsPointer, expected.IsSZArray) == (actual.IsByRef, actual.IsPointer, actual.IsSZArray)
                && (!expected.IsArray || expected.GetArrayRank() == actual.GetArrayRank())
                && IsSame(expected.GetElementType()!, actual.GetElementType()!);
        }

        if (expected.IsGenericType)
        {
            return actual.IsGenericType
                && expected.GetGenericTypeDefinition() == actual.GetGenericTypeDefinition()
                && expected.GetGenericArguments().Zip(actual.GetGenericArguments()).All(pair => IsSame(pair.First, pair.Second));
        }

        // Of function pointers the instantiations tell.
        return expected == actual || (expected.IsFunctionPointer && actual.IsFunctionPointer);
    }

    /// <summary>Those of a method come after those of its type.</summary>
    private static int PositionOf(Type parameter)
        => parameter.GenericParameterPosition
            + (parameter.DeclaringMethod?.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments().Length : 0);
}
