using System.Diagnostics.CodeAnalysis;
using Hotpatch.Lookup;

namespace Hotpatch.Woven;

/// <content>The look-ups that handle declarations for woven references call. They find only what source can't ask <see cref="Patchable"/> for.</content>
public static partial class DeclaredHandle
{
    /// <summary>Returns the handle of a method of a woven reference.</summary>
    /// <typeparam name="TDelegate">The method's signature.</typeparam>
    /// <typeparam name="TRouter">The router for the signature. It is named here so that trimming and NativeAOT keep it.</typeparam>
    /// <param name="type">The type that declares the method; an instantiation if it is generic.</param>
    /// <param name="method">The method's name in metadata.</param>
    /// <param name="typeArguments">If the method itself is generic, its type arguments.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="PatchTargetException">The type has no patchable method of that name and signature.</exception>
    /// <exception cref="NotWovenException">The type's assembly was not woven.</exception>
    public static PatchHandle<TDelegate> OfReference<TDelegate, [DynamicallyAccessedMembers(RouterMembers)] TRouter>(Type type, string method, params Type[] typeArguments)
        where TDelegate : Delegate
        where TRouter : Router, new()
        => WithRouter<TDelegate, TRouter>(Patchable.For<TDelegate>(type, method, typeArguments));

    /// <summary>Returns the handle of a method whose slot has a delegate type of its own, which only the woven assembly can name.</summary>
    /// <param name="type">The type that declares the method; an instantiation if it is generic.</param>
    /// <param name="method">The method's metadata name.</param>
    /// <param name="signature">A delegate type with the method's signature.</param>
    /// <param name="typeArguments">If the method itself is generic, its type arguments.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="PatchTargetException">The type has no patchable method of that name and signature.</exception>
    /// <exception cref="NotWovenException">The type's assembly was not woven.</exception>
    /// <exception cref="ContractVersionException">The type's assembly was woven for a newer Hotpatch.Runtime.</exception>
    public static PatchHandle OfReference(
        Type type,
        string method,
        Type signature,
        params Type[] typeArguments)
        => HandleSearch.BySignature(type, method, signature, typeArguments);

    /// <summary>Returns the handle of all instantiations of a generic method, or of a method of a generic type.</summary>
    /// <param name="type">The type that declares the method; open if it is generic.</param>
    /// <param name="name">The method's full name, which tells overloads apart.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="PatchTargetException">The type has no such patchable method.</exception>
    /// <exception cref="NotWovenException">The type's assembly was not woven.</exception>
    /// <exception cref="ContractVersionException">The type's assembly was woven for a newer Hotpatch.Runtime.</exception>
    public static GenericPatchHandle GenericOfReference(Type type, string name) => HandleSearch.GenericByFullName(type, name);
}
