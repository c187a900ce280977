using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.Loader;
using Hotpatch.Infrastructure;
using Hotpatch.Libraries.Reports;
using Signature = Hotpatch.Libraries.Binding.DelegateFit.Signature;

namespace Hotpatch.Libraries.Binding;

/// <summary>
/// Fits patches of instantiations whose type arguments are types of the library itself. Creating the handle of such an instantiation would run the
/// library's module initialiser, so the fit is decided without a handle.
/// </summary>
[RequiresDynamicCode(LibraryTexts.NeedsJit)]
[RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
internal static class OwnInstantiation
{
    /// <summary>Returns whether one of the type arguments is a type of the library or of a private dependency, or is constructed from one.</summary>
    public static bool IsMeantBy(Type[] arguments, Assembly library)
        => AssemblyLoadContext.GetLoadContext(library) is { } context
            && context != AssemblyLoadContext.Default
            && Array.Exists(arguments, argument => LibraryContexts.Defines(context, argument));

    /// <summary>Returns the instantiation of the target with these type arguments.</summary>
    /// <exception cref="ArgumentException">The number of type arguments is wrong, or they violate constraints.</exception>
    public static MethodBase Close(MethodBase open, Type[] arguments)
    {
        var ofType = open.DeclaringType!.GetGenericArguments().Length;
        var closed = ofType == 0
            ? open
            : MethodBase.GetMethodFromHandle(open.MethodHandle, open.DeclaringType.MakeGenericType(arguments[..Math.Min(ofType, arguments.Length)]).TypeHandle)!;
        return closed is MethodInfo { IsGenericMethodDefinition: true } method ? method.MakeGenericMethod(arguments[ofType..])
            : arguments.Length == ofType ? closed
            : throw new ArgumentException($"{ofType} type arguments were expected, but {arguments.Length} were found.", nameof(arguments));
    }

    /// <summary>Returns whether the method fits as a layer (true) or as a replacement (false); null if it fits as neither.</summary>
    /// <param name="target">The target.</param>
    /// <param name="method">The library's method.</param>
    /// <param name="ofCalls">Whether calls of the target are patched. A constructor then returns the object.</param>
    public static bool? Fit(MethodBase target, MethodInfo method, bool ofCalls)
    {
        foreach (var callers in Callers(target, ofCalls))
        {
            if (DelegateFit.Fits(callers, Signature.Of(method)))
                return false;

            if ((ofCalls || !target.IsConstructor)
                && MethodBinding.BelowTypeOf(method)?.GetMethod("Invoke") is { } below
                && DelegateFit.Fits(callers, Signature.Of(method, skip: 1))
                && DelegateFit.Fits(Signature.Of(below), callers))
                return true;
        }

        return null;
    }

    private static IEnumerable<Signature> Callers(MethodBase target, bool ofCalls)
    {
        Type[] parameters = [.. target.GetParameters().Select(parameter => parameter.ParameterType)];
        if (ofCalls && target.IsConstructor)
        {
            yield return new Signature(parameters, target.DeclaringType!);
            yield break;
        }

        var result = target is MethodInfo { ReturnType: var own } ? own : typeof(void);
        var type = target.DeclaringType!;

        // The instance of a lambda or a local function may be an object of a compiler-generated type or of the user's. Allow both; binding decides.
        if (target.IsStatic || target.Name is ['<', ..])
            yield return new Signature(parameters, result);

        if (!target.IsStatic)
            yield return new Signature([type.IsValueType ? type.MakeByRefType() : type, .. parameters], result);
    }
}
