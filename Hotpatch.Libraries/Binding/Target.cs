using System.Reflection;
using Hotpatch.Infrastructure;
using Hotpatch.Naming;

namespace Hotpatch.Libraries.Binding;

/// <summary>A possible target of a patch: one handle, all instantiations of a generic method, or the calls of all assemblies to a method.</summary>
internal readonly struct Target
{
    private readonly AssemblyName? _caller;

    public Target(PatchHandle handle, AssemblyName? caller = null) => (Handle, _caller) = (handle, caller);

    public Target(GenericPatchHandle generic, AssemblyName? caller = null) => (Generic, _caller) = (generic, caller);

    public Target(SharedCalls shared) => Shared = shared;

    public PatchHandle? Handle { get; }

    public GenericPatchHandle? Generic { get; }

    public SharedCalls? Shared { get; }

    public MethodBase Method => Handle?.Method ?? Generic?.Method ?? Shared!.Method;

    public string Name => Handle?.Name ?? Generic?.Name ?? MethodName.OfCalls(caller: null, Shared!.Method);

    /// <summary>Gets the assembly whose version counts: the one that makes the calls, if it is named; otherwise the one that declares the method.</summary>
    public AssemblyName Assembly => _caller ?? Method.Module.Assembly.GetName();

    /// <summary>Returns whether patches of the target affect a handle.</summary>
    public bool Has(PatchHandle handle)
        => Shared is { } shared ? shared.IsOf(handle)
            : Generic is { } generic ? ArgumentsOf(handle, generic) is not null && (!generic.IsOfCalls || generic.Instantiations.Contains(handle))
            : Handle == handle;

    /// <summary>Returns the type arguments of a handle that is an instantiation of the generic method; null if it is not.</summary>
    public static Type[]? ArgumentsOf(PatchHandle handle, GenericPatchHandle generic)
    {
        var (method, open) = (handle.Method, generic.Method);
        return handle.IsOfCalls == generic.IsOfCalls && method.Module == open.Module && method.MetadataToken == open.MetadataToken ? ArgumentsOf(method) : null;
    }

    /// <summary>Returns the type arguments of an instantiation: those of the method's type, followed by its own.</summary>
    public static Type[] ArgumentsOf(MethodBase method)
        => [.. method.DeclaringType!.GetGenericArguments(), .. method.IsGenericMethod ? method.GetGenericArguments() : []];

    /// <summary>Returns the type parameters of the generic method: those of its type, followed by its own.</summary>
    public static Type[] ParametersOf(GenericPatchHandle generic) => ArgumentsOf(generic.Method);

    public override string ToString() => Name;
}
