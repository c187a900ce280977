using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Hotpatch.Libraries.Reports;

namespace Hotpatch.Libraries.Binding;

/// <summary>
/// Compares the signature of a library's generic method with that of a generic target, before any instantiation is bound. The type parameters of the
/// library's method correspond to those of the target's type, outermost first, followed by those of the target.
/// </summary>
[RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
internal static class OpenSignature
{
    /// <summary>Returns whether the method fits as a layer (true) or as a replacement (false); null if it fits as neither.</summary>
    /// <param name="target">The target.</param>
    /// <param name="method">The library's method.</param>
    /// <param name="ofCalls">Whether calls of the target are patched. A constructor then returns the object.</param>
    public static bool? Fit(MethodBase target, MethodInfo method, bool ofCalls)
    {
        // The instance of a lambda or a local function may be an object of a compiler-generated type. Only binding an instantiation can tell.
        var isGenerated = target.Name is ['<', ..];
        var isCreation = ofCalls && target.IsConstructor;
        var expected = Parameters(target, isGenerated || isCreation);
        var result = target is MethodInfo { ReturnType: var type } ? type : isCreation ? target.DeclaringType! : typeof(void);
        var actual = method.GetParameters().Select(parameter => parameter.ParameterType).ToArray();
        if (FitsAll(expected, actual) && Gives(result, method.ReturnType))
            return false;

        return actual is [var below, .. var rest] && FitsAll(expected, rest) && Gives(result, method.ReturnType) && LiesBelow(result, expected, below)
            ? true
            : null;
    }

    private static Type[] Parameters(MethodBase target, bool isWithoutInstance)
    {
        var parameters = target.GetParameters().Select(parameter => parameter.ParameterType);
        if (target.IsStatic || isWithoutInstance)
            return [.. parameters];

        var type = target.DeclaringType!;
        return [type.IsValueType ? type.MakeByRefType() : type, .. parameters];
    }

    private static bool FitsAll(Type[] expected, Type[] actual)
        => expected.Length == actual.Length && expected.Zip(actual).All(pair => Takes(pair.First, pair.Second));

    /// <summary>Returns whether a layer's first parameter is a delegate with exactly the types of the target.</summary>
    private static bool LiesBelow(Type result, Type[] expected, Type below)
    {
        if (!typeof(Delegate).IsAssignableFrom(below) || below.GetMethod("Invoke") is not { } invoke)
            return false;

        var parameters = invoke.GetParameters();
        return parameters.Length == expected.Length
            && expected.Zip(parameters).All(pair => IsSame(pair.First, pair.Second.ParameterType))
            && Gives(result, invoke.ReturnType);
    }

    /// <summary>Returns whether the target's callers accept a result of this type.</summary>
    private static bool Gives(Type expected, Type actual)
        => IsSame(expected, actual) || (IsClosedReference(expected) && IsClosedReference(actual) && expected.IsAssignableFrom(actual));

    /// <summary>Returns whether a parameter of type <paramref name="actual"/> accepts arguments of type <paramref name="expected"/>.</summary>
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

        // The types of function pointers are compared when an instantiation is bound.
        return expected == actual || (expected.IsFunctionPointer && actual.IsFunctionPointer);
    }

    /// <summary>Returns the position of a type parameter of the target. Those of the method follow those of its type.</summary>
    private static int PositionOf(Type parameter)
        => parameter.GenericParameterPosition
            + (parameter.DeclaringMethod?.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments().Length : 0);
}
