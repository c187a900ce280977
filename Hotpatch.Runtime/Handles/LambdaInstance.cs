using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Hotpatch.Handles;

/// <summary>Creates the instance on which the original of a lambda that captures nothing is called.</summary>
/// <remarks>
/// The compiler makes such a lambda an instance method of a class without fields. The handle's signature doesn't have that instance.
/// </remarks>
internal static class LambdaInstance
{
    /// <summary>Returns whether the instance of an instance method is the first parameter of its delegate type. A lambda's is not.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2070")] // A delegate that is bound has its Invoke.
    public static bool IsParameter(MethodBase method, Type delegateType)
        => method.GetParameters().Length < delegateType.GetMethod("Invoke")!.GetParameters().Length;

    /// <summary>Returns the type of the first parameter of a delegate type.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2070")] // A delegate that is bound has its Invoke.
    public static Type FirstParameterOf(Type delegateType) => delegateType.GetMethod("Invoke")!.GetParameters()[0].ParameterType;

    /// <summary>Returns an instance of the lambda's class; null for other methods, which are static or get the instance as an argument.</summary>
    /// <remarks>
    /// The body doesn't use the instance. It must not be null all the same: code that instantiations share reads their type arguments from it.
    /// </remarks>
    [UnconditionalSuppressMessage("Trimming", "IL2070")] // A delegate that is bound has its Invoke.
    [UnconditionalSuppressMessage("Trimming", "IL2072")] // No constructor runs, and the class that the lambda belongs to is made by what uses it.
    public static object? For(MethodBase original, Type delegateType)
        => original.IsStatic || original.GetParameters().Length < delegateType.GetMethod("Invoke")!.GetParameters().Length
            ? null
#if NET
            : RuntimeHelpers.GetUninitializedObject(original.DeclaringType!);
#else
            : System.Runtime.Serialization.FormatterServices.GetUninitializedObject(original.DeclaringType!);
#endif
}
