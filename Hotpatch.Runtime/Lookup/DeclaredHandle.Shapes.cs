using System.ComponentModel;

namespace Hotpatch.Woven;

/// <content>
/// One method for each delegate type of which Hotpatch.Runtime has a router. The call of one takes fewer bytes than that of <c>Get</c>.
/// </content>
public static partial class DeclaredHandle
{
    /// <summary>Returns the handle of a method that is not generic, and whose delegate type is <see cref="Func{TResult}"/>.</summary>
    /// <typeparam name="TResult">The type of the result.</typeparam>
    /// <param name="type">The type that declares the method.</param>
    /// <param name="stub">The patchable method.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="ContractVersionException">The type's assembly was woven for a newer Hotpatch.Runtime.</exception>
    public static PatchHandle<Func<TResult>> GetFunc0<TResult>(RuntimeTypeHandle type, RuntimeMethodHandle stub)
        => Get<Func<TResult>, FuncRouter<TResult>>(type, stub);

    /// <summary>Returns the handle of a method that is not generic, and whose delegate type is <see cref="Func{T1, TResult}"/>.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="TResult">The type of the result.</typeparam>
    /// <param name="type">The type that declares the method.</param>
    /// <param name="stub">The patchable method.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="ContractVersionException">The type's assembly was woven for a newer Hotpatch.Runtime.</exception>
    public static PatchHandle<Func<T1, TResult>> GetFunc1<T1, TResult>(RuntimeTypeHandle type, RuntimeMethodHandle stub)
        => Get<Func<T1, TResult>, FuncRouter<T1, TResult>>(type, stub);

    /// <summary>Returns the handle of a method that is not generic, and whose delegate type is <see cref="Func{T1, T2, TResult}"/>.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <typeparam name="TResult">The type of the result.</typeparam>
    /// <param name="type">The type that declares the method.</param>
    /// <param name="stub">The patchable method.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="ContractVersionException">The type's assembly was woven for a newer Hotpatch.Runtime.</exception>
    public static PatchHandle<Func<T1, T2, TResult>> GetFunc2<T1, T2, TResult>(RuntimeTypeHandle type, RuntimeMethodHandle stub)
        => Get<Func<T1, T2, TResult>, FuncRouter<T1, T2, TResult>>(type, stub);

    /// <summary>Returns the handle of a method that is not generic, and whose delegate type is <see cref="Func{T1, T2, T3, TResult}"/>.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <typeparam name="T3">The type of an argument.</typeparam>
    /// <typeparam name="TResult">The type of the result.</typeparam>
    /// <param name="type">The type that declares the method.</param>
    /// <param name="stub">The patchable method.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="ContractVersionException">The type's assembly was woven for a newer Hotpatch.Runtime.</exception>
    public static PatchHandle<Func<T1, T2, T3, TResult>> GetFunc3<T1, T2, T3, TResult>(RuntimeTypeHandle type, RuntimeMethodHandle stub)
        => Get<Func<T1, T2, T3, TResult>, FuncRouter<T1, T2, T3, TResult>>(type, stub);

    /// <summary>Returns the handle of a method that is not generic, and whose delegate type is <see cref="Func{T1, T2, T3, T4, TResult}"/>.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <typeparam name="T3">The type of an argument.</typeparam>
    /// <typeparam name="T4">The type of an argument.</typeparam>
    /// <typeparam name="TResult">The type of the result.</typeparam>
    /// <param name="type">The type that declares the method.</param>
    /// <param name="stub">The patchable method.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="ContractVersionException">The type's assembly was woven for a newer Hotpatch.Runtime.</exception>
    public static PatchHandle<Func<T1, T2, T3, T4, TResult>> GetFunc4<T1, T2, T3, T4, TResult>(RuntimeTypeHandle type, RuntimeMethodHandle stub)
        => Get<Func<T1, T2, T3, T4, TResult>, FuncRouter<T1, T2, T3, T4, TResult>>(type, stub);

    /// <summary>Returns the handle of a method that is not generic, and whose delegate type is <see cref="Func{T1, T2, T3, T4, T5, TResult}"/>.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <typeparam name="T3">The type of an argument.</typeparam>
    /// <typeparam name="T4">The type of an argument.</typeparam>
    /// <typeparam name="T5">The type of an argument.</typeparam>
    /// <typeparam name="TResult">The type of the result.</typeparam>
    /// <param name="type">The type that declares the method.</param>
    /// <param name="stub">The patchable method.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="ContractVersionException">The type's assembly was woven for a newer Hotpatch.Runtime.</exception>
    public static PatchHandle<Func<T1, T2, T3, T4, T5, TResult>> GetFunc5<T1, T2, T3, T4, T5, TResult>(RuntimeTypeHandle type, RuntimeMethodHandle stub)
        => Get<Func<T1, T2, T3, T4, T5, TResult>, FuncRouter<T1, T2, T3, T4, T5, TResult>>(type, stub);

    /// <summary>Returns the handle of a method that is not generic, and whose delegate type is <see cref="Func{T1, T2, T3, T4, T5, T6, TResult}"/>.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <typeparam name="T3">The type of an argument.</typeparam>
    /// <typeparam name="T4">The type of an argument.</typeparam>
    /// <typeparam name="T5">The type of an argument.</typeparam>
    /// <typeparam name="T6">The type of an argument.</typeparam>
    /// <typeparam name="TResult">The type of the result.</typeparam>
    /// <param name="type">The type that declares the method.</param>
    /// <param name="stub">The patchable method.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="ContractVersionException">The type's assembly was woven for a newer Hotpatch.Runtime.</exception>
    public static PatchHandle<Func<T1, T2, T3, T4, T5, T6, TResult>> GetFunc6<T1, T2, T3, T4, T5, T6, TResult>(RuntimeTypeHandle type, RuntimeMethodHandle stub)
        => Get<Func<T1, T2, T3, T4, T5, T6, TResult>, FuncRouter<T1, T2, T3, T4, T5, T6, TResult>>(type, stub);

    /// <summary>Returns the handle of a method that is not generic, and whose delegate type is <see cref="Func{T1, T2, T3, T4, T5, T6, T7, TResult}"/>.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <typeparam name="T3">The type of an argument.</typeparam>
    /// <typeparam name="T4">The type of an argument.</typeparam>
    /// <typeparam name="T5">The type of an argument.</typeparam>
    /// <typeparam name="T6">The type of an argument.</typeparam>
    /// <typeparam name="T7">The type of an argument.</typeparam>
    /// <typeparam name="TResult">The type of the result.</typeparam>
    /// <param name="type">The type that declares the method.</param>
    /// <param name="stub">The patchable method.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="ContractVersionException">The type's assembly was woven for a newer Hotpatch.Runtime.</exception>
    public static PatchHandle<Func<T1, T2, T3, T4, T5, T6, T7, TResult>> GetFunc7<T1, T2, T3, T4, T5, T6, T7, TResult>(RuntimeTypeHandle type, RuntimeMethodHandle stub)
        => Get<Func<T1, T2, T3, T4, T5, T6, T7, TResult>, FuncRouter<T1, T2, T3, T4, T5, T6, T7, TResult>>(type, stub);

    /// <summary>Returns the handle of a method that is not generic, and whose delegate type is <see cref="Func{T1, T2, T3, T4, T5, T6, T7, T8, TResult}"/>.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <typeparam name="T3">The type of an argument.</typeparam>
    /// <typeparam name="T4">The type of an argument.</typeparam>
    /// <typeparam name="T5">The type of an argument.</typeparam>
    /// <typeparam name="T6">The type of an argument.</typeparam>
    /// <typeparam name="T7">The type of an argument.</typeparam>
    /// <typeparam name="T8">The type of an argument.</typeparam>
    /// <typeparam name="TResult">The type of the result.</typeparam>
    /// <param name="type">The type that declares the method.</param>
    /// <param name="stub">The patchable method.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="ContractVersionException">The type's assembly was woven for a newer Hotpatch.Runtime.</exception>
    public static PatchHandle<Func<T1, T2, T3, T4, T5, T6, T7, T8, TResult>> GetFunc8<T1, T2, T3, T4, T5, T6, T7, T8, TResult>(RuntimeTypeHandle type, RuntimeMethodHandle stub)
        => Get<Func<T1, T2, T3, T4, T5, T6, T7, T8, TResult>, FuncRouter<T1, T2, T3, T4, T5, T6, T7, T8, TResult>>(type, stub);

    /// <summary>Returns the handle of a method that is not generic, and whose delegate type is <see cref="Action"/>.</summary>
    /// <param name="type">The type that declares the method.</param>
    /// <param name="stub">The patchable method.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="ContractVersionException">The type's assembly was woven for a newer Hotpatch.Runtime.</exception>
    public static PatchHandle<Action> GetAction0(RuntimeTypeHandle type, RuntimeMethodHandle stub)
        => Get<Action, ActionRouter>(type, stub);

    /// <summary>Returns the handle of a method that is not generic, and whose delegate type is <see cref="Action{T1}"/>.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <param name="type">The type that declares the method.</param>
    /// <param name="stub">The patchable method.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="ContractVersionException">The type's assembly was woven for a newer Hotpatch.Runtime.</exception>
    public static PatchHandle<Action<T1>> GetAction1<T1>(RuntimeTypeHandle type, RuntimeMethodHandle stub)
        => Get<Action<T1>, ActionRouter<T1>>(type, stub);

    /// <summary>Returns the handle of a method that is not generic, and whose delegate type is <see cref="Action{T1, T2}"/>.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <param name="type">The type that declares the method.</param>
    /// <param name="stub">The patchable method.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="ContractVersionException">The type's assembly was woven for a newer Hotpatch.Runtime.</exception>
    public static PatchHandle<Action<T1, T2>> GetAction2<T1, T2>(RuntimeTypeHandle type, RuntimeMethodHandle stub)
        => Get<Action<T1, T2>, ActionRouter<T1, T2>>(type, stub);

    /// <summary>Returns the handle of a method that is not generic, and whose delegate type is <see cref="Action{T1, T2, T3}"/>.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <typeparam name="T3">The type of an argument.</typeparam>
    /// <param name="type">The type that declares the method.</param>
    /// <param name="stub">The patchable method.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="ContractVersionException">The type's assembly was woven for a newer Hotpatch.Runtime.</exception>
    public static PatchHandle<Action<T1, T2, T3>> GetAction3<T1, T2, T3>(RuntimeTypeHandle type, RuntimeMethodHandle stub)
        => Get<Action<T1, T2, T3>, ActionRouter<T1, T2, T3>>(type, stub);

    /// <summary>Returns the handle of a method that is not generic, and whose delegate type is <see cref="Action{T1, T2, T3, T4}"/>.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <typeparam name="T3">The type of an argument.</typeparam>
    /// <typeparam name="T4">The type of an argument.</typeparam>
    /// <param name="type">The type that declares the method.</param>
    /// <param name="stub">The patchable method.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="ContractVersionException">The type's assembly was woven for a newer Hotpatch.Runtime.</exception>
    public static PatchHandle<Action<T1, T2, T3, T4>> GetAction4<T1, T2, T3, T4>(RuntimeTypeHandle type, RuntimeMethodHandle stub)
        => Get<Action<T1, T2, T3, T4>, ActionRouter<T1, T2, T3, T4>>(type, stub);

    /// <summary>Returns the handle of a method that is not generic, and whose delegate type is <see cref="Action{T1, T2, T3, T4, T5}"/>.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <typeparam name="T3">The type of an argument.</typeparam>
    /// <typeparam name="T4">The type of an argument.</typeparam>
    /// <typeparam name="T5">The type of an argument.</typeparam>
    /// <param name="type">The type that declares the method.</param>
    /// <param name="stub">The patchable method.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="ContractVersionException">The type's assembly was woven for a newer Hotpatch.Runtime.</exception>
    public static PatchHandle<Action<T1, T2, T3, T4, T5>> GetAction5<T1, T2, T3, T4, T5>(RuntimeTypeHandle type, RuntimeMethodHandle stub)
        => Get<Action<T1, T2, T3, T4, T5>, ActionRouter<T1, T2, T3, T4, T5>>(type, stub);

    /// <summary>Returns the handle of a method that is not generic, and whose delegate type is <see cref="Action{T1, T2, T3, T4, T5, T6}"/>.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <typeparam name="T3">The type of an argument.</typeparam>
    /// <typeparam name="T4">The type of an argument.</typeparam>
    /// <typeparam name="T5">The type of an argument.</typeparam>
    /// <typeparam name="T6">The type of an argument.</typeparam>
    /// <param name="type">The type that declares the method.</param>
    /// <param name="stub">The patchable method.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="ContractVersionException">The type's assembly was woven for a newer Hotpatch.Runtime.</exception>
    public static PatchHandle<Action<T1, T2, T3, T4, T5, T6>> GetAction6<T1, T2, T3, T4, T5, T6>(RuntimeTypeHandle type, RuntimeMethodHandle stub)
        => Get<Action<T1, T2, T3, T4, T5, T6>, ActionRouter<T1, T2, T3, T4, T5, T6>>(type, stub);

    /// <summary>Returns the handle of a method that is not generic, and whose delegate type is <see cref="Action{T1, T2, T3, T4, T5, T6, T7}"/>.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <typeparam name="T3">The type of an argument.</typeparam>
    /// <typeparam name="T4">The type of an argument.</typeparam>
    /// <typeparam name="T5">The type of an argument.</typeparam>
    /// <typeparam name="T6">The type of an argument.</typeparam>
    /// <typeparam name="T7">The type of an argument.</typeparam>
    /// <param name="type">The type that declares the method.</param>
    /// <param name="stub">The patchable method.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="ContractVersionException">The type's assembly was woven for a newer Hotpatch.Runtime.</exception>
    public static PatchHandle<Action<T1, T2, T3, T4, T5, T6, T7>> GetAction7<T1, T2, T3, T4, T5, T6, T7>(RuntimeTypeHandle type, RuntimeMethodHandle stub)
        => Get<Action<T1, T2, T3, T4, T5, T6, T7>, ActionRouter<T1, T2, T3, T4, T5, T6, T7>>(type, stub);

    /// <summary>Returns the handle of a method that is not generic, and whose delegate type is <see cref="Action{T1, T2, T3, T4, T5, T6, T7, T8}"/>.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <typeparam name="T3">The type of an argument.</typeparam>
    /// <typeparam name="T4">The type of an argument.</typeparam>
    /// <typeparam name="T5">The type of an argument.</typeparam>
    /// <typeparam name="T6">The type of an argument.</typeparam>
    /// <typeparam name="T7">The type of an argument.</typeparam>
    /// <typeparam name="T8">The type of an argument.</typeparam>
    /// <param name="type">The type that declares the method.</param>
    /// <param name="stub">The patchable method.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="ContractVersionException">The type's assembly was woven for a newer Hotpatch.Runtime.</exception>
    public static PatchHandle<Action<T1, T2, T3, T4, T5, T6, T7, T8>> GetAction8<T1, T2, T3, T4, T5, T6, T7, T8>(RuntimeTypeHandle type, RuntimeMethodHandle stub)
        => Get<Action<T1, T2, T3, T4, T5, T6, T7, T8>, ActionRouter<T1, T2, T3, T4, T5, T6, T7, T8>>(type, stub);
}
