using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Hotpatch.Handles;

/// <summary>What the original of a lambda that captures nothing is called on: its class has no fields, and its signature no instance.</summary>
internal static class LambdaInstance
{
    /// <summary>An instance of the lambda's class; null for other methods, whose signature has the instance or which need none.</summary>
    /// <remarks>The body does not look at it, but code that is shared among instantiations asks it for their type arguments.</remarks>
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "A delegate that is bound has its Invoke.")]
    [UnconditionalSuppressMessage("Trimming", "IL2072", Justification = "No constructor runs, and the class that the lambda belongs to is made by what uses it.")]
    public static object? For(MethodBase original, Type delegateType)
        => original.IsStatic || original.GetParameters().Length < delegateType.GetMethod("Invoke")!.GetParameters().Length
            ? null
#if NET
            : RuntimeHelpers.GetUninitializedObject(original.DeclaringType!);
#else
            : System.Runtime.Serialization.FormatterServices.GetUninitializedObject(original.DeclaringType!);
#endif
}
