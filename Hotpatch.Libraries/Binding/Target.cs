using System.Reflection;

namespace Hotpatch.Libraries.Binding;

/// <summary>A possible target of a patch: one handle, or all instantiations of a generic method.</summary>
internal readonly struct Target
{
    public Target(PatchHandle handle) => Handle = handle;

    public Target(GenericPatchHandle generic) => Generic = generic;

    public PatchHandle? Handle { get; }

    public GenericPatchHandle? Generic { get; }

    public MethodBase Method => Handle?.Method ?? Generic!.Method;

    public string Name => Handle?.Name ?? Generic!.Name;

    public AssemblyName Assembly => Method.Module.Assembly.GetName();

    /// <summary>Returns the type arguments of a handle that is an instantiation of the generic method; null if it is not.</summary>
    public static Type[]? ArgumentsOf(PatchHandle handle, GenericPatchHandle generic)
    {
        var (method, open) = (handle.Method, generic.Method);
        return method.Module == open.Module && method.MetadataToken == open.MetadataToken
            ? [.. method.DeclaringType!.GetGenericArguments(), .. method.IsGenericMethod ? method.GetGenericArguments() : []]
            : null;
    }

    /// <summary>Returns the type parameters of the generic method: those of its type, followed by its own.</summary>
    public static Type[] ParametersOf(GenericPatchHandle generic)
    {
        var method = generic.Method;
        return [.. method.DeclaringType!.GetGenericArguments(), .. method.IsGenericMethod ? method.GetGenericArguments() : []];
    }

    public override string ToString() => Name;
}
