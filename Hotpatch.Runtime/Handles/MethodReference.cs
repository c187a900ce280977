using System.Reflection;

namespace Hotpatch.Handles;

/// <summary>A method that woven code has named, looked up when it is first asked for.</summary>
/// <param name="Handle">The method.</param>
/// <param name="DeclaringType">Its type, where that is generic: the handle alone does not say which instantiation.</param>
internal sealed record MethodReference(RuntimeMethodHandle Handle, Type? DeclaringType)
{
    public MethodBase Resolve()
        => (DeclaringType is { IsGenericType: true }
            ? MethodBase.GetMethodFromHandle(Handle, DeclaringType.TypeHandle)
            : MethodBase.GetMethodFromHandle(Handle))!;
}
