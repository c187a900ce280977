using System.Reflection;
using System.Runtime.InteropServices;

namespace Hotpatch.Libraries.Binding;

/// <summary>
/// Whether the runtime makes a delegate over a method, told from signatures alone: making one would run the module initialiser of the method's library.
/// A test compares it with the runtime.
/// </summary>
internal static class DelegateFit
{
    /// <summary>Whether a method takes what callers of this signature give, and gives what they take.</summary>
    public static bool Fits(Signature callers, Signature method)
        => method.Parameters.Length == callers.Parameters.Length
            && callers.Parameters.Zip(method.Parameters).All(pair => IsAssignable(pair.First, pair.Second))
            && IsAssignable(method.Result, callers.Result);

    private static bool IsAssignable(Type from, Type to)
    {
        if (from == to)
            return true;

        // Each of two references stands for both directions.
        if (from.IsByRef || to.IsByRef)
            return false;

        // Nothing is boxed on the way. (Of pointers, the runtime takes those to integers of the same size for each other.)
        if (IsObject(from) ? IsObject(to) : from.IsPointer && to.IsPointer)
            return to.IsAssignableFrom(from);

        return (from.IsEnum || to.IsEnum) && Underlying(from) == Underlying(to);
    }

    private static bool IsObject(Type type) => !type.IsValueType && !type.IsPointer && !type.IsFunctionPointer;

    private static Type Underlying(Type type) => type.IsEnum ? type.GetEnumUnderlyingType() : type;

    /// <param name="Parameters">The types of the parameters.</param>
    /// <param name="Result">The type of the result.</param>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Signature(Type[] Parameters, Type Result)
    {
        /// <param name="method">The method.</param>
        /// <param name="skip">How many of its first parameters are bound otherwise.</param>
        public static Signature Of(MethodInfo method, int skip = 0)
            => new([.. method.GetParameters().Skip(skip).Select(parameter => parameter.ParameterType)], method.ReturnType);
    }
}
