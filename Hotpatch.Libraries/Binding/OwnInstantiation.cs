using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.Loader;
using Hotpatch.Infrastructure;
using Hotpatch.Libraries.Reports;
using Signature = Hotpatch.Libraries.Binding.DelegateFit.Signature;

namespace Hotpatch.Libraries.Binding;

/// <summary>
/// An instantiation of a target with types of the library itself: bringing it into use would run the library's module initialiser, so that it has no
/// handle before all is known to fit.
/// </summary>
[RequiresDynamicCode(LibraryTexts.NeedsJit)]
[RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
internal static class OwnInstantiation
{
    /// <summary>Whether one of the arguments is a type of the library or of its private dependencies, or is made of one.</summary>
    public static bool IsMeantBy(Type[] arguments, Assembly library)
        => AssemblyLoadContext.GetLoadContext(library) is { } context
            && context != AssemblyLoadContext.Default
            && Array.Exists(arguments, argument => LibraryContexts.Defines(context, argument));

    /// <summary>The target with these arguments.</summary>
    /// <exception cref="ArgumentException">They do not meet the constraints, or are of another number.</exception>
    public static MethodBase Close(MethodBase open, Type[] arguments)
    {
        var ofType = open.DeclaringType!.GetGenericArguments().Length;
        var closed = ofType == 0
            ? open
            : MethodBase.GetMethodFromHandle(open.MethodHandle, open.DeclaringType.MakeGenericType(arguments[..Math.Min(ofType, arguments.Length)]).TypeHandle)!;
        return closed is MethodInfo { IsGenericMethodDefinition: true } method ? method.MakeGenericMethod(arguments[ofType..])
            : arguments.Length == ofType ? closed
            : throw new ArgumentException("They are too many.", nameof(arguments));
    }

    /// <summary>Whether a method fits as a layer, or as a replacement; null where it does not.</summary>
    public static bool? Fit(MethodBase target, MethodInfo method)
    {
        foreach (var callers in Callers(target))
        {
            if (DelegateFit.Fits(callers, Signature.Of(method)))
                return false;

            if (!target.IsConstructor
                && MethodBinding.BelowTypeOf(method)?.GetMethod("Invoke") is { } below
                && DelegateFit.Fits(callers, Signature.Of(method, skip: 1))
                && DelegateFit.Fits(Signature.Of(below), callers))
                return true;
        }

        return null;
    }

    private static IEnumerable<Signature> Callers(MethodBase target)
    {
        Type[] parameters = [.. target.GetParameters().Select(parameter => parameter.ParameterType)];
        var result = target is MethodInfo { ReturnType: var own } ? own : typeof(void);
        var type = target.DeclaringType!;

        // The instance of a lambda or a local function is the compiler's, or the user's: binding tells.
        if (target.IsStatic || target.Name is ['<', ..])
            yield return new Signature(parameters, result);

        if (!target.IsStatic)
            yield return new Signature([type.IsValueType ? type.MakeByRefType() : type, .. parameters], result);
    }
}
