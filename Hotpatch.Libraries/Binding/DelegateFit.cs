using System.Reflection;
using System.Runtime.InteropServices;

namespace Hotpatch.Libraries.Binding;

/// <summary>
/// Predicts from signatures whether the runtime can create a delegate over a method. Creating the delegate would run the module initialiser of the
/// method's library. DelegateFitTests compares the predictions with the runtime.
/// </summary>
internal static class DelegateFit
{
    /// <summary>
    /// Returns whether a method can be called with the signature of the callers: it accepts their arguments, and they accept its result.
    /// </summary>
    public static bool Fits(Signature callers, Signature method)
        => method.Parameters.Length == callers.Parameters.Length
            && callers.Parameters.Zip(method.Parameters).All(pair => IsAssignable(pair.First, pair.Second))
            && IsAssignable(method.Result, callers.Result);

    private static bool IsAssignable(Type from, Type to)
    {
        if (from == to)
            return true;

        // A by-ref parameter is read and written, so its type must be the same.
        if (from.IsByRef || to.IsByRef)
            return false;

        // A delegate does not box. IsAssignableFrom also accepts pointers to integers of the same size, as the runtime does.
        if (IsObject(from) ? IsObject(to) : from.IsPointer && to.IsPointer)
            return to.IsAssignableFrom(from);

        return (from.IsEnum || to.IsEnum) && Underlying(from) == Underlying(to);
    }

    private static bool IsObject(Type type) => !type.IsValueType && !type.IsPointer && !type.IsFunctionPointer;

    private static Type Underlying(Type type) => type.IsEnum ? type.GetEnumUnderlyingType() : type;

    /// <summary>The types of a signature.</summary>
    /// <param name="Parameters">The types of the parameters.</param>
    /// <param name="Result">The type of the result.</param>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Signature(Type[] Parameters, Type Result)
    {
        /// <summary>Returns the signature of a method.</summary>
        /// <param name="method">The method.</param>
        /// <param name="skip">The number of first parameters to leave out.</param>
        public static Signature Of(MethodInfo method, int skip = 0)
            => new([.. method.GetParameters().Skip(skip).Select(parameter => parameter.ParameterType)], method.ReturnType);
    }
}
