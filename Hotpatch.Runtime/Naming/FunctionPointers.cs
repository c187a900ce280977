#if NET
namespace Hotpatch.Naming;

internal static class FunctionPointers
{
    /// <summary>The types of a function pointer in the order in which C# lists them: the parameters', then the result's.</summary>
    public static Type[] TypesOf(Type type) => [.. type.GetFunctionPointerParameterTypes(), type.GetFunctionPointerReturnType()];
}
#endif
