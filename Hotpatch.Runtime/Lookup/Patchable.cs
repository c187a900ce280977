using System.Reflection;
using Hotpatch.Handles;
using Hotpatch.Lookup;

namespace Hotpatch;

/// <summary>Finds the handles of patchable methods.</summary>
/// <remarks>
/// Lookups read the manifests that the weaver wrote into woven assemblies and create handles when they are first asked for; the same
/// method always has the same handle. Thread safe.
/// </remarks>
public static class Patchable
{
    /// <summary>
    /// Raised after what a method runs has changed, whichever method it is: for logs and metrics of all patches in the process. Comes after
    /// <see cref="PatchHandle.Changed"/>, on the thread that made the change, also if a subscriber of that has thrown.
    /// </summary>
    /// <remarks>
    /// The sender is null; <see cref="PatchChangedEventArgs.Handle"/> says whose method it is. The change has happened by then: an exception from a
    /// subscriber reaches whoever made it, as one from <see cref="PatchHandle.Changed"/> does. Subscribing is thread safe, and keeps the subscriber alive.
    /// </remarks>
    /// <example>
    /// <code>
    /// Patchable.Changed += (_, change) => logger.LogWarning("{Change}", change);
    /// </code>
    /// </example>
    public static event EventHandler<PatchChangedEventArgs> Changed
    {
        add => AllChanges.Changed += value;
        remove => AllChanges.Changed -= value;
    }

    /// <summary>
    /// Every handle of every woven assembly that is loaded now, as a snapshot. Of generic methods, those of the instantiations in use.
    /// </summary>
    /// <exception cref="ContractVersionException">One of the assemblies was woven for a newer Hotpatch.Runtime.</exception>
    public static IReadOnlyList<PatchHandle> All => WovenAssembly.Loaded.SelectMany(assembly => assembly.Handles).ToArray();

    /// <summary>The handle of a static method, a lambda or a local function: <c>Patchable.For(Calculator.Add)</c>.</summary>
    /// <remarks>A lambda's handle is that of its code: a patch holds for every delegate that the same lambda expression has made.</remarks>
    /// <typeparam name="TDelegate">The method's signature; inferred where the method is not overloaded.</typeparam>
    /// <param name="method">The method, as a delegate.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="PatchTargetException">
    /// The delegate is null, is bound to an instance, holds several methods, is of another type than the method's
    /// <see cref="PatchHandle.DelegateType"/>, or its method is not patchable.
    /// </exception>
    /// <exception cref="NotWovenException">The method's assembly was not woven.</exception>
    public static PatchHandle<TDelegate> For<TDelegate>(TDelegate method)
        where TDelegate : Delegate
        => HandleSearch.ByDelegate(method);

    /// <summary>
    /// The handle of any method of a type:
    /// <c>Patchable.For&lt;Func&lt;PriceService, int, decimal&gt;&gt;(typeof(PriceService), nameof(PriceService.Quote))</c>.
    /// </summary>
    /// <typeparam name="TDelegate">The method's signature; for an instance method the first parameter is the instance.</typeparam>
    /// <param name="type">The type that declares the method.</param>
    /// <param name="method">
    /// The method's metadata name (<c>Quote</c>, <c>get_Total</c>, <c>op_Addition</c>), or the name of a property or event: the
    /// signature then tells which accessor.
    /// </param>
    /// <param name="typeArguments">Where the method itself is generic, its type arguments.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="PatchTargetException">An argument is null, or the type has no patchable method of that name and signature.</exception>
    /// <exception cref="NotWovenException">The type's assembly was not woven.</exception>
    public static PatchHandle<TDelegate> For<TDelegate>(Type type, string method, params Type[] typeArguments)
        where TDelegate : Delegate
        => HandleSearch.ByTypeAndName<TDelegate>(type, method, typeArguments);

    /// <summary>
    /// All instantiations of a generic method, or of a method of a generic type: <c>Patchable.ForAll(typeof(Box&lt;&gt;), "Get")</c>.
    /// </summary>
    /// <param name="type">The type that declares the method; where it is generic, its definition or any instantiation.</param>
    /// <param name="method">The method's name, as for <see cref="For{TDelegate}(Type, string, Type[])"/>.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="PatchTargetException">
    /// An argument is null, or the type has no such patchable method, or several: then use <see cref="ForAll(string)"/>.
    /// </exception>
    /// <exception cref="NotWovenException">The type's assembly was not woven.</exception>
    public static GenericPatchHandle ForAll(Type type, string method) => HandleSearch.GenericByTypeAndName(type, method);

    /// <summary>All instantiations of a generic method, by its full name: <c>Shop.Box`1.Set(T)</c>.</summary>
    /// <param name="name">
    /// The name as <see cref="GenericPatchHandle.Name"/> has it; the parameter list may be left out where the method is not overloaded.
    /// </param>
    /// <returns>The handle.</returns>
    /// <exception cref="PatchTargetException">
    /// The name is null, or it names no generic patchable method of the woven assemblies that are loaded, or several.
    /// </exception>
    /// <exception cref="NotWovenException">A loaded assembly has the type, but was not woven.</exception>
    public static GenericPatchHandle ForAll(string name) => HandleSearch.GenericByName(name);

    /// <summary>The handle of a method by its full name: <c>Shop.PriceService.Quote(System.Int32)</c>.</summary>
    /// <param name="name">
    /// The name as <see cref="PatchHandle.Name"/> has it; the parameter list may be left out where the method is not overloaded.
    /// </param>
    /// <returns>The handle.</returns>
    /// <exception cref="PatchTargetException">
    /// The name is null, or it names no patchable method of the woven assemblies that are loaded, or several.
    /// </exception>
    /// <exception cref="NotWovenException">A loaded assembly has the type, but was not woven.</exception>
    public static PatchHandle Find(string name) => HandleSearch.ByName(name);

    /// <summary>
    /// The typed handle of a method by its full name: <c>Patchable.Find&lt;Func&lt;int, int&gt;&gt;("Shop.Prices.Gross(System.Int32)")</c>. Serves
    /// where the source cannot name the type, such as an F# module.
    /// </summary>
    /// <typeparam name="TDelegate">The method's signature; for an instance method the first parameter is the instance.</typeparam>
    /// <param name="name">The name, as for <see cref="Find(string)"/>.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="PatchTargetException">
    /// The name is null, names no patchable method of the woven assemblies that are loaded, or several, or the method has another signature.
    /// </exception>
    /// <exception cref="NotWovenException">A loaded assembly has the type, but was not woven.</exception>
    public static PatchHandle<TDelegate> Find<TDelegate>(string name)
        where TDelegate : Delegate
        => HandleSearch.ByName(name).Typed<TDelegate>();

    /// <summary>Every handle of one assembly.</summary>
    /// <param name="assembly">A woven assembly.</param>
    /// <returns>
    /// The handles, type by type, nested types after the type around them; of generic methods, those of the instantiations in use.
    /// </returns>
    /// <exception cref="PatchTargetException">The assembly is null.</exception>
    /// <exception cref="NotWovenException">The assembly was not woven.</exception>
    /// <exception cref="ContractVersionException">The assembly was woven for a newer Hotpatch.Runtime.</exception>
    public static IReadOnlyList<PatchHandle> In(Assembly assembly) => HandleSearch.ByAssembly(assembly);

    /// <summary>Every generic patchable method of one assembly, and every patchable method of its generic types.</summary>
    /// <param name="assembly">A woven assembly.</param>
    /// <returns>Their handles, type by type, nested types after the type around them.</returns>
    /// <exception cref="PatchTargetException">The assembly is null.</exception>
    /// <exception cref="NotWovenException">The assembly was not woven.</exception>
    /// <exception cref="ContractVersionException">The assembly was woven for a newer Hotpatch.Runtime.</exception>
    public static IReadOnlyList<GenericPatchHandle> GenericIn(Assembly assembly) => HandleSearch.GenericByAssembly(assembly);
}
