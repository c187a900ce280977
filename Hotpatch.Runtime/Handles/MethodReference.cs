using System.Reflection;

namespace Hotpatch.Handles;

/// <summary>A method that woven code has named, looked up when it is first asked for.</summary>
/// <param name="Handle">The method.</param>
/// <param name="DeclaringType">Its type, where that is generic: the handle alone does not say which instantiation.</param>
internal sealed record MethodReference(RuntimeMethodHandle Handle, Type? DeclaringType)
{
    public MethodBase Resolve()
    {
        var method = (DeclaringType is { IsGenericType: true }
            ? MethodBase.GetMethodFromHandle(Handle, DeclaringType.TypeHandle)
            : MethodBase.GetMethodFromHandle(Handle))!;

        // A struct's generic method that is virtual or implements an interface: its handle stands for calls on a boxed struct, which have no definition.
        return method is MethodInfo { IsGenericMethod: true, IsGenericMethodDefinition: false, ContainsGenericParameters: true } boxed
            ? boxed.GetGenericMethodDefinition()
            : method;
    }
}
