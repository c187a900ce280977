using System.ComponentModel;
using System.Reflection;
using Hotpatch.Lookup;

namespace Hotpatch.Infrastructure;

/// <summary>The calls that all woven assemblies make to one method, before their handle exists. Thread safe. Not for use by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SharedCalls
{
    private readonly PatchHandle? _member;

    private SharedCalls(MethodBase method, Type delegateType, PatchHandle? member) => (Method, DelegateType, _member) = (method, delegateType, member);

    /// <summary>Gets the called method.</summary>
    public MethodBase Method { get; }

    /// <summary>Gets the type of the calls' replacements.</summary>
    public Type DelegateType { get; }

    /// <summary>Gets the handle over all the calls. Creates it when it is first asked for.</summary>
    public PatchHandle Handle => CallHandles.Of(Method, DelegateType, _member);

    /// <summary>Returns the calls of a method.</summary>
    /// <param name="method">The method; an instantiation if it is generic, or in a generic type.</param>
    /// <returns>
    /// The calls; null if no loaded assembly makes such calls, and the method is a constructor or its signature fits no <c>Func</c> or <c>Action</c>.
    /// </returns>
    public static SharedCalls? Of(MethodBase method)
    {
        if (CallHandles.Find(method) is { } known)
            return new(method, known.DelegateType, known);

        var member = CallHandles.MembersOf(method.DeclaringType!, method.IsGenericMethod ? method.GetGenericArguments() : [])
            .FirstOrDefault(handle => handle.Method == method);
        return (member?.DelegateType ?? CallSearch.FuncOf(method)) is { } type ? new(method, type, member) : null;
    }

    /// <summary>Returns whether a handle is the one over all the calls. Doesn't create it.</summary>
    /// <param name="handle">The handle.</param>
    /// <returns>Whether it is.</returns>
    public bool IsOf(PatchHandle handle) => CallHandles.Find(Method) == handle;
}
