using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Hotpatch.Routers;

/// <summary>Tells which arguments of a delegate type a router passes by <see cref="Woven.RoutedCall.Pass"/>. The weaver has the same rule.</summary>
internal static class PassableParameters
{
    private const GenericParameterAttributes AllowByRefLike = (GenericParameterAttributes)0x20;

    // Without the attribute that marks ref structs, on .NET Framework.
    private static readonly string[] StackOnly = ["System.TypedReference", "System.ArgIterator", "System.RuntimeArgumentHandle"];

    /// <summary>
    /// Returns the positions of the parameters that can be objects, or refer to variables that can be. Pointers and ref structs can't be. On a runtime
    /// older than .NET 8, whose reflection shows a function pointer as an <see cref="IntPtr"/>, function pointers are counted in.
    /// </summary>
    /// <param name="invoke">The <c>Invoke</c> of the delegate type.</param>
    public static int[] Of(MethodInfo invoke)
    {
        var parameters = invoke.GetParameters();
        var declared = Declared(invoke).GetParameters();
        return [.. Enumerable.Range(0, parameters.Length).Where(i => CanBeObject(Variable(parameters[i])) && !AllowsByRefLike(Variable(declared[i])))];
    }

    /// <summary>Returns whether the result of a delegate type can be an object. If there is no result, it can't.</summary>
    /// <param name="invoke">The <c>Invoke</c> of the delegate type.</param>
    public static bool HasObjectResult(MethodInfo invoke)
        => invoke.ReturnType != typeof(void)
            && !invoke.ReturnType.IsByRef
            && CanBeObject(invoke.ReturnType)
            && !AllowsByRefLike(Declared(invoke).ReturnType);

    /// <summary>
    /// Returns the method as a woven assembly declares it. A router is written for the type parameters, not for their arguments. Those of the framework's
    /// own delegate types allow ref structs, but the weaver uses these types only if there are none.
    /// </summary>
    [UnconditionalSuppressMessage("Trimming", "IL2075")] // A delegate type keeps its Invoke.
    private static MethodInfo Declared(MethodInfo invoke)
        => invoke.DeclaringType is { IsGenericType: true } type && type.Assembly != typeof(Action<>).Assembly && type.Assembly != typeof(Action<,,,,,,,,>).Assembly
            ? type.GetGenericTypeDefinition().GetMethod(nameof(Action.Invoke))!
            : invoke;

    private static Type Variable(ParameterInfo parameter) => parameter.ParameterType is { IsByRef: true } reference ? reference.GetElementType()! : parameter.ParameterType;

    private static bool AllowsByRefLike(Type type) => type.IsGenericParameter && (type.GenericParameterAttributes & AllowByRefLike) == AllowByRefLike;

    /// <summary>Returns whether a value of a type can be an object.</summary>
    public static bool CanBeObject(Type type)
    {
        if (type.IsPointer || StackOnly.Contains(type.FullName, StringComparer.Ordinal))
            return false;

#if NET
        return type is { IsFunctionPointer: false, IsByRefLike: false };
#else
        return !type.GetCustomAttributesData().Any(attribute => attribute.AttributeType.FullName == "System.Runtime.CompilerServices.IsByRefLikeAttribute");
#endif
    }
}
