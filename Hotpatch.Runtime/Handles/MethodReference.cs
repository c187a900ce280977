using System.Reflection;

namespace Hotpatch.Handles;

/// <summary>A method that woven code names by its handle. Its metadata is read when it is first needed.</summary>
/// <param name="handle">The method's handle.</param>
/// <param name="declaringType">The method's type if that is generic, since the handle alone doesn't identify the instantiation.</param>
internal sealed class MethodReference(RuntimeMethodHandle handle, Type? declaringType)
{
    public RuntimeMethodHandle Handle => handle;

    /// <summary>Returns the method.</summary>
    public MethodBase Resolve()
    {
        var method = (declaringType is { IsGenericType: true }
            ? MethodBase.GetMethodFromHandle(handle, declaringType.TypeHandle)
            : MethodBase.GetMethodFromHandle(handle))!;

        // For a struct's generic method that is virtual or implements an interface, the handle denotes the method of the boxed struct, which is not a
        // generic method definition.
        return method is MethodInfo { IsGenericMethod: true, IsGenericMethodDefinition: false, ContainsGenericParameters: true } boxed
            ? boxed.GetGenericMethodDefinition()
            : method;
    }
}
