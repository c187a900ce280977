using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Hotpatch.Lookup;

namespace Hotpatch.Woven;

/// <summary>Gets the handles for the generated handle declarations, which call it once for each handle. Thread safe. Not for use by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class DeclaredHandle
{
    // The method Invoke, which is found by reflection.
    private const DynamicallyAccessedMemberTypes RouterMembers
        = DynamicallyAccessedMemberTypes.PublicParameterlessConstructor | DynamicallyAccessedMemberTypes.PublicMethods;

    /// <summary>Returns the handle of a method that is not generic, of a type that is not generic.</summary>
    /// <typeparam name="TDelegate">The method's signature.</typeparam>
    /// <typeparam name="TRouter">The router for the signature. It is named here so that trimming and NativeAOT keep it.</typeparam>
    /// <param name="type">The type that declares the method.</param>
    /// <param name="stub">The patchable method.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="ContractVersionException">The type's assembly was woven for a newer Hotpatch.Runtime.</exception>
    public static PatchHandle<TDelegate> Get<TDelegate, [DynamicallyAccessedMembers(RouterMembers)] TRouter>(RuntimeTypeHandle type, RuntimeMethodHandle stub)
        where TDelegate : Delegate
        where TRouter : Router, new()
        => WithRouter<TDelegate, TRouter>(HandleSearch.Declared<TDelegate>(Type.GetTypeFromHandle(type)!, stub));

    /// <summary>Returns the handle of one instantiation of a generic method, or of a method of a generic type.</summary>
    /// <typeparam name="TDelegate">The signature of the instantiation.</typeparam>
    /// <typeparam name="TRouter">The router for the signature. It is named here so that trimming and NativeAOT keep it.</typeparam>
    /// <param name="type">The type that declares the method; open if it is generic.</param>
    /// <param name="slots">The class that holds the slot of the instantiation, closed.</param>
    /// <param name="stub">The patchable method, open.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="ContractVersionException">The type's assembly was woven for a newer Hotpatch.Runtime.</exception>
    public static PatchHandle<TDelegate> GetInstance<TDelegate, [DynamicallyAccessedMembers(RouterMembers)] TRouter>(
        RuntimeTypeHandle type, RuntimeTypeHandle slots, RuntimeMethodHandle stub)
        where TDelegate : Delegate
        where TRouter : Router, new()
        => WithRouter<TDelegate, TRouter>(HandleSearch.DeclaredInstance<TDelegate>(Type.GetTypeFromHandle(type)!, Type.GetTypeFromHandle(slots)!, stub));

    /// <summary>Returns the handle of all instantiations of a generic method, or of a method of a generic type.</summary>
    /// <param name="type">The type that declares the method; open if it is generic.</param>
    /// <param name="stub">The patchable method, open.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="ContractVersionException">The type's assembly was woven for a newer Hotpatch.Runtime.</exception>
    public static GenericPatchHandle GetGeneric(RuntimeTypeHandle type, RuntimeMethodHandle stub)
        => HandleSearch.DeclaredGeneric(Type.GetTypeFromHandle(type)!, stub);

    /// <summary>Returns the handle over the calls that all woven assemblies make to a method.</summary>
    /// <typeparam name="TDelegate">The method's signature.</typeparam>
    /// <param name="own">The handle of one assembly's calls.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="PatchTargetException">The handle exists with another delegate type of the same signature.</exception>
    public static PatchHandle<TDelegate> OfAllCalls<TDelegate>(PatchHandle<TDelegate> own)
        where TDelegate : Delegate
    {
        var all = CallHandles.Of(own.Method, typeof(TDelegate), own).Typed<TDelegate>();
        all.Routers.UseThoseOf(own.Routers);
        return all;
    }

    /// <summary>Creates the exception for a declaration of the handle of calls that no weaver has filled in.</summary>
    /// <param name="method">The method's name, for the message.</param>
    /// <returns>The exception.</returns>
    public static Exception NotCalled(string method) => new NotWovenException(CallSearchText.NotCalled(method));

    /// <summary>Creates the exception for a declaration of the handle of all instantiations, in a project that weaves its references.</summary>
    /// <param name="method">The method's name, for the message.</param>
    /// <returns>The exception.</returns>
    public static Exception NotOfAllCalls(string method)
        => new PatchTargetException(
            $"{method}: an instantiation was expected, since each has a handle of its own over the calls of all assemblies. Use the handle with type arguments, or "
            + "Patchable.GenericIn(assembly) for the instantiations that one assembly calls.");

    /// <summary>Keeps the code that sees the end of a method's tasks, in a program that is compiled ahead of time.</summary>
    /// <typeparam name="TValue">The type of the tasks' value.</typeparam>
    public static void KeepTaskOf<TValue>()
    {
#if NET
        if (!System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeSupported)
            Routers.TaskKind.Keep<TValue>();
#endif
    }

    /// <summary>Creates the exception for a handle declaration that no weaver has filled in.</summary>
    /// <param name="method">The method's name, for the message.</param>
    /// <returns>The exception.</returns>
    public static Exception NotWoven(string method) => new NotWovenException(HandleSearchText.NotWoven(method));

    /// <summary>Creates the exception for a handle declaration in a project that was built with weaving switched off.</summary>
    /// <param name="method">The method's name, for the message.</param>
    /// <param name="property">The MSBuild property that switched weaving off.</param>
    /// <returns>The exception.</returns>
    public static Exception NotWoven(string method, string property) => new NotWovenException(HandleSearchText.SwitchedOff(method, property));

    private static PatchHandle<TDelegate> WithRouter<TDelegate, [DynamicallyAccessedMembers(RouterMembers)] TRouter>(PatchHandle<TDelegate> handle)
        where TDelegate : Delegate
        where TRouter : Router, new()
    {
        handle.Routers.Use(static () => new TRouter());
        return handle;
    }
}
