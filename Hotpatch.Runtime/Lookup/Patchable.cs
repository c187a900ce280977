using System.Reflection;
using Hotpatch.Gates;
using Hotpatch.Handles;
using Hotpatch.Lookup;

namespace Hotpatch;

/// <summary>Finds the handles of patchable methods.</summary>
/// <remarks>
/// Look-ups read the manifests that the weaver wrote into woven assemblies, and create handles when they are first asked for. The same method always
/// has the same handle. Thread safe.
/// </remarks>
public static class Patchable
{
    /// <summary>Raised after the delegate that any patchable method runs has changed. Use it to log or count all patches of the process.</summary>
    /// <remarks>
    /// <para>
    /// Raised after <see cref="PatchHandle.Changed"/>, on the thread that made the change, even if a subscriber of that event has thrown. The sender
    /// is null; <see cref="PatchChangedEventArgs.Handle"/> is the handle of the method.
    /// </para>
    /// <para>
    /// If a subscriber throws, the exception reaches the caller of <c>Patch</c>, and the patch stays in effect, as for
    /// <see cref="PatchHandle.Changed"/>. Subscribing is thread safe, and keeps the subscriber in memory.
    /// </para>
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
    /// Gets the handles of all woven assemblies that are loaded, as a snapshot. Of generic methods, it has the handles of the instantiations in use.
    /// </summary>
    /// <exception cref="ContractVersionException">One of the assemblies was woven for a newer Hotpatch.Runtime.</exception>
    public static IReadOnlyList<PatchHandle> All => WovenAssembly.Loaded.SelectMany(assembly => assembly.Handles).ToArray();

    /// <summary>Returns what lies on all patched methods, from the outside in. Reads no assembly whose handles nobody has asked for.</summary>
    /// <returns>A snapshot: as data, and as text by <see cref="object.ToString"/>.</returns>
    /// <remarks>Thread safe. A method that is patched meanwhile can be described as it was before or after.</remarks>
    /// <example>
    /// <code>
    /// Console.WriteLine(Patchable.Report());
    /// </code>
    /// </example>
    public static PatchReport Report() => new();

    /// <summary>Removes all that an owner has laid, everywhere, and nothing else. Waits for running calls without a time limit.</summary>
    /// <param name="owner">The owner's name, compared ordinally. For a patch library, the library's name.</param>
    /// <returns>The number of patches that were removed.</returns>
    /// <remarks>
    /// Replacements, layers, canaries and all others of the owner are removed in one step, as the changes of a <see cref="PatchSet"/> are. Flow and
    /// instance patches end right before that. A patch library that is the owner stays loaded, without its patches. Thread safe.
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="owner"/> is null.</exception>
    /// <exception cref="PatchDeadlockException">
    /// A call of one of the methods is running on this thread, and the method is not <see cref="Consistency.Immediate"/>.
    /// </exception>
    public static int RemoveOwner(string owner) => RemoveOwner(owner, Timeout.InfiniteTimeSpan);

    /// <summary>Removes all that an owner has laid, and waits at most a given time for running calls.</summary>
    /// <param name="owner">As for <see cref="RemoveOwner(string)"/>.</param>
    /// <param name="timeout">The longest time to wait, or <see cref="Timeout.InfiniteTimeSpan"/> to wait without limit.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>As for <see cref="RemoveOwner(string)"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="owner"/> is null.</exception>
    /// <exception cref="PatchDeadlockException">As for <see cref="RemoveOwner(string)"/>.</exception>
    /// <exception cref="PatchTimeoutException">Calls are still running after <paramref name="timeout"/>. Only flow and instance patches have ended.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled. Only flow and instance patches have ended.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is negative and not infinite.</exception>
    public static int RemoveOwner(string owner, TimeSpan timeout, CancellationToken cancellationToken = default)
        => OwnerRemoval.Run(owner ?? throw new ArgumentNullException(nameof(owner)), new Patience(timeout, cancellationToken));

    /// <summary>Returns the handles that meet a predicate, of all woven assemblies that are loaded, as a snapshot.</summary>
    /// <param name="predicate">Selects the handles.</param>
    /// <returns>
    /// The handles; of generic methods, those of the instantiations in use. An interceptor that is laid around the list also gets the instantiations
    /// that come into use later and meet the predicate, which Hotpatch then calls on the thread that brings them into use.
    /// </returns>
    /// <exception cref="PatchTargetException"><paramref name="predicate"/> is null.</exception>
    /// <exception cref="ContractVersionException">One of the assemblies was woven for a newer Hotpatch.Runtime.</exception>
    public static IReadOnlyList<PatchHandle> Where(Func<PatchHandle, bool> predicate) => HandleSearch.ByPredicate(predicate);

    /// <summary>Returns the handle of a static method, a lambda or a local function: <c>Patchable.For(Calculator.Add)</c>.</summary>
    /// <remarks>The handle of a lambda belongs to its code. A patch holds for every delegate that this lambda expression has created.</remarks>
    /// <typeparam name="TDelegate">The method's signature. The compiler infers it if the method is not overloaded.</typeparam>
    /// <param name="method">The method, as a delegate.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="PatchTargetException">
    /// The delegate is null, is bound to an instance, calls several methods, or has another type than the method's
    /// <see cref="PatchHandle.DelegateType"/>; or its method is not patchable.
    /// </exception>
    /// <exception cref="NotWovenException">The method's assembly was not woven.</exception>
    /// <exception cref="ContractVersionException">The method's assembly was woven for a newer Hotpatch.Runtime.</exception>
    public static PatchHandle<TDelegate> For<TDelegate>(TDelegate method)
        where TDelegate : Delegate
        => HandleSearch.ByDelegate(method);

    /// <summary>
    /// Returns the handle of any method of a type:
    /// <c>Patchable.For&lt;Func&lt;PriceService, int, decimal&gt;&gt;(typeof(PriceService), nameof(PriceService.Quote))</c>.
    /// </summary>
    /// <typeparam name="TDelegate">The method's signature. For an instance method, the first parameter is the instance.</typeparam>
    /// <param name="type">The type that declares the method; an instantiation if it is generic.</param>
    /// <param name="method">
    /// The method's metadata name (<c>Quote</c>, <c>get_Total</c>, <c>op_Addition</c>), or the name of a property or an event. For a property or an
    /// event, the signature selects the accessor.
    /// </param>
    /// <param name="typeArguments">If the method itself is generic, its type arguments.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="PatchTargetException">An argument is null, or the type has no patchable method of that name and signature.</exception>
    /// <exception cref="NotWovenException">The type's assembly was not woven.</exception>
    /// <exception cref="ContractVersionException">The type's assembly was woven for a newer Hotpatch.Runtime.</exception>
    public static PatchHandle<TDelegate> For<TDelegate>(Type type, string method, params Type[] typeArguments)
        where TDelegate : Delegate
        => HandleSearch.ByTypeAndName<TDelegate>(type, method, typeArguments);

    /// <summary>
    /// Returns the handle of all instantiations of a generic method, or of a method of a generic type:
    /// <c>Patchable.ForAll(typeof(Box&lt;&gt;), "Get")</c>.
    /// </summary>
    /// <param name="type">The type that declares the method. If the type is generic, its definition or any instantiation.</param>
    /// <param name="method">The method's name, as for <see cref="For{TDelegate}(Type, string, Type[])"/>.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="PatchTargetException">
    /// An argument is null; or the type has no such patchable method, or several. For an overload, use <see cref="ForAll(string)"/>.
    /// </exception>
    /// <exception cref="NotWovenException">The type's assembly was not woven.</exception>
    /// <exception cref="ContractVersionException">The type's assembly was woven for a newer Hotpatch.Runtime.</exception>
    public static GenericPatchHandle ForAll(Type type, string method) => HandleSearch.GenericByTypeAndName(type, method);

    /// <summary>Returns the handle of all instantiations of a generic method by its full name: <c>Shop.Box`1.Set(T)</c>.</summary>
    /// <param name="name">
    /// The name, as in <see cref="GenericPatchHandle.Name"/>. The parameter list can be left out if the method is not overloaded.
    /// </param>
    /// <returns>The handle.</returns>
    /// <exception cref="PatchTargetException">
    /// The name is null; or no loaded woven assembly has a generic patchable method of that name, or several methods have it.
    /// </exception>
    /// <exception cref="NotWovenException">A loaded assembly has the type, but was not woven.</exception>
    /// <exception cref="ContractVersionException">A loaded assembly was woven for a newer Hotpatch.Runtime.</exception>
    public static GenericPatchHandle ForAll(string name) => HandleSearch.GenericByName(name);

    /// <summary>
    /// Returns the handle over the calls that all woven assemblies make to a method of another assembly, including assemblies that are loaded later:
    /// <c>Patchable.Calls(typeof(File), nameof(File.Exists))</c>.
    /// </summary>
    /// <remarks>
    /// An assembly takes part if it names the method in a <see cref="PatchableCallsAttribute"/> or in its configuration. A patch of a single assembly's
    /// calls lies over the patches of this handle.
    /// </remarks>
    /// <param name="type">The type that declares the method.</param>
    /// <param name="member">The name of a method, a property or an event; <c>.ctor</c> or <c>Constructor</c> for a constructor.</param>
    /// <returns>The handle; the same one for each call with this method.</returns>
    /// <exception cref="PatchTargetException">
    /// An argument is null; or the type declares no such method; or several overloads are called, which only a signature tells apart; or no loaded
    /// assembly makes such calls, and the handle can't do without one.
    /// </exception>
    public static PatchHandle Calls(Type type, string member) => CallSearch.ByName(type, member);

    /// <summary>
    /// Returns the typed handle over the calls that all woven assemblies make to a method of another assembly:
    /// <c>Patchable.Calls&lt;Func&lt;string, bool&gt;&gt;(typeof(File), nameof(File.Exists))</c>.
    /// </summary>
    /// <typeparam name="TDelegate">
    /// The signature of replacements: for an instance method, the first parameter is the instance; for a constructor, the result is the new object.
    /// </typeparam>
    /// <param name="type">The type that declares the method; an instantiation if it is generic.</param>
    /// <param name="member">As for <see cref="Calls(Type, string)"/>.</param>
    /// <param name="typeArguments">If the method itself is generic, its type arguments.</param>
    /// <returns>The handle; the same one for each call with this method.</returns>
    /// <remarks><see cref="Calls(Type, string)"/> describes which calls are meant.</remarks>
    /// <exception cref="PatchTargetException">
    /// An argument is null; or the type declares no method of that name and signature; or the handle exists with another delegate type of the same
    /// signature; or the method is a constructor that no loaded assembly calls.
    /// </exception>
    public static PatchHandle<TDelegate> Calls<TDelegate>(Type type, string member, params Type[] typeArguments)
        where TDelegate : Delegate
        => CallSearch.BySignature<TDelegate>(type, member, typeArguments);

    /// <summary>Returns the handle of a method by its full name: <c>Shop.PriceService.Quote(System.Int32)</c>.</summary>
    /// <param name="name">The name, as in <see cref="PatchHandle.Name"/>. The parameter list can be left out if the method is not overloaded.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="PatchTargetException">
    /// The name is null; or no loaded woven assembly has a patchable method of that name, or several methods have it.
    /// </exception>
    /// <exception cref="NotWovenException">A loaded assembly has the type, but was not woven.</exception>
    /// <exception cref="ContractVersionException">A loaded assembly was woven for a newer Hotpatch.Runtime.</exception>
    public static PatchHandle Find(string name) => HandleSearch.ByName(name);

    /// <summary>
    /// Returns the typed handle of a method by its full name: <c>Patchable.Find&lt;Func&lt;int, int&gt;&gt;("Shop.Prices.Gross(System.Int32)")</c>.
    /// Use this if the source can't name the type, such as an F# module.
    /// </summary>
    /// <typeparam name="TDelegate">The method's signature. For an instance method, the first parameter is the instance.</typeparam>
    /// <param name="name">The name, as for <see cref="Find(string)"/>.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="PatchTargetException">As for <see cref="Find(string)"/>, or the method has another signature.</exception>
    /// <exception cref="NotWovenException">A loaded assembly has the type, but was not woven.</exception>
    /// <exception cref="ContractVersionException">A loaded assembly was woven for a newer Hotpatch.Runtime.</exception>
    public static PatchHandle<TDelegate> Find<TDelegate>(string name)
        where TDelegate : Delegate
        => HandleSearch.ByName(name).Typed<TDelegate>();

    /// <summary>Returns the handles of one assembly.</summary>
    /// <param name="assembly">A woven assembly.</param>
    /// <returns>
    /// The handles, type by type; nested types follow the type that contains them. Of generic methods, the handles of the instantiations in use.
    /// </returns>
    /// <exception cref="PatchTargetException">The assembly is null.</exception>
    /// <exception cref="NotWovenException">The assembly was not woven.</exception>
    /// <exception cref="ContractVersionException">The assembly was woven for a newer Hotpatch.Runtime.</exception>
    public static IReadOnlyList<PatchHandle> In(Assembly assembly) => HandleSearch.ByAssembly(assembly);

    /// <summary>
    /// Returns the generic handles of one assembly: those of its generic patchable methods, and of all patchable methods of its generic types.
    /// </summary>
    /// <param name="assembly">A woven assembly.</param>
    /// <returns>The handles, type by type; nested types follow the type that contains them.</returns>
    /// <exception cref="PatchTargetException">The assembly is null.</exception>
    /// <exception cref="NotWovenException">The assembly was not woven.</exception>
    /// <exception cref="ContractVersionException">The assembly was woven for a newer Hotpatch.Runtime.</exception>
    public static IReadOnlyList<GenericPatchHandle> GenericIn(Assembly assembly) => HandleSearch.GenericByAssembly(assembly);
}
