using System.ComponentModel;
using Hotpatch.Lookup;

namespace Hotpatch.Woven;

/// <summary>What the generated declarations of handles call, once for each handle. Not for use by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DeclaredHandle
{
    /// <summary>The handle of a method that is not generic, of a type that is not.</summary>
    /// <typeparam name="TDelegate">The method's signature.</typeparam>
    /// <param name="type">The type that declares the method.</param>
    /// <param name="stub">The patchable method.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="ContractVersionException">The type's assembly was woven for a newer Hotpatch.Runtime.</exception>
    public static PatchHandle<TDelegate> Get<TDelegate>(RuntimeTypeHandle type, RuntimeMethodHandle stub)
        where TDelegate : Delegate
        => HandleSearch.Declared<TDelegate>(Type.GetTypeFromHandle(type)!, stub);

    /// <summary>The handle of one instantiation of a generic method, or of a method of a generic type.</summary>
    /// <typeparam name="TDelegate">The instantiation's signature.</typeparam>
    /// <param name="type">The type that declares the method, open where it is generic.</param>
    /// <param name="slots">The class that holds the instantiation's slot, closed.</param>
    /// <param name="stub">The patchable method, open.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="ContractVersionException">The type's assembly was woven for a newer Hotpatch.Runtime.</exception>
    public static PatchHandle<TDelegate> GetInstance<TDelegate>(RuntimeTypeHandle type, RuntimeTypeHandle slots, RuntimeMethodHandle stub)
        where TDelegate : Delegate
        => HandleSearch.DeclaredInstance<TDelegate>(Type.GetTypeFromHandle(type)!, Type.GetTypeFromHandle(slots)!, stub);

    /// <summary>The handle of all instantiations of a generic method, or of a method of a generic type.</summary>
    /// <param name="type">The type that declares the method, open where it is generic.</param>
    /// <param name="stub">The patchable method, open.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="ContractVersionException">The type's assembly was woven for a newer Hotpatch.Runtime.</exception>
    public static GenericPatchHandle GetGeneric(RuntimeTypeHandle type, RuntimeMethodHandle stub)
        => HandleSearch.DeclaredGeneric(Type.GetTypeFromHandle(type)!, stub);

    /// <summary>What a declaration throws that no weaver has filled in.</summary>
    /// <param name="method">The method's name, for the message.</param>
    /// <returns>The exception.</returns>
    public static Exception NotWoven(string method) => new NotWovenException(HandleSearchText.NotWoven(method));

    /// <summary>What a declaration throws in a project that was built with weaving switched off.</summary>
    /// <param name="method">The method's name, for the message.</param>
    /// <param name="property">The property of the project that has switched it off.</param>
    /// <returns>The exception.</returns>
    public static Exception NotWoven(string method, string property) => new NotWovenException(HandleSearchText.SwitchedOff(method, property));
}
