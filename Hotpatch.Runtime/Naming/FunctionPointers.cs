#if NET
namespace Hotpatch.Naming;

/// <summary>Reads function pointer types.</summary>
internal static class FunctionPointers
{
    /// <summary>Returns the types of a function pointer in the order of C#: the parameter types, then the return type.</summary>
    public static Type[] TypesOf(Type type) => [.. type.GetFunctionPointerParameterTypes(), type.GetFunctionPointerReturnType()];
}
#endif
