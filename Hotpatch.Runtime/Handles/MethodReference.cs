using System.Reflection;

namespace Hotpatch.Handles;

/// <summary>A method that woven code names by its handle. Its metadata is read when it is first needed.</summary>
/// <param name="Handle">The method's handle.</param>
/// <param name="DeclaringType">The method's type if that is generic, since the handle alone doesn't identify the instantiation.</param>
internal sealed record MethodReference(RuntimeMethodHandle Handle, Type? DeclaringType)
{
    /// <summary>Returns the method.</summary>
    public MethodBase Resolve()
    {
        var method = (DeclaringType is { IsGenericType: true }
            ? MethodBase.GetMethodFromHandle(Handle, DeclaringType.TypeHandle)
            : MethodBase.GetMethodFromHandle(Handle))!;

        // For a struct's generic method that is virtual or implements an interface, the handle denotes the method of the boxed struct, which is not a
        // generic method definition.
        return method is MethodInfo { IsGenericMethod: true, IsGenericMethodDefinition: false, ContainsGenericParameters: true } boxed
            ? boxed.GetGenericMethodDefinition()
            : method;
    }
}
