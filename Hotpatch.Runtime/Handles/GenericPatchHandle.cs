using System.Reflection;
using Hotpatch.Gates;
using Hotpatch.Handles;
using Hotpatch.Naming;
using Hotpatch.Woven;

namespace Hotpatch;

/// <summary>
/// One generic patchable method, or one method of a generic type, with all its instantiations: gives the handle of each, and patches
/// all of them, those to come included, from one factory.
/// </summary>
/// <remarks>
/// <para>
/// An instantiation has its own handle, and patching it touches no other, also where the runtime lets them share code. While no
/// instantiation is patched, a call pays for the read of a plain field; from the first patch on, calls of every instantiation look for
/// their own slot.
/// </para>
/// <para>Thread safe. Nothing here makes code at run time.</para>
/// </remarks>
/// <example>
/// <code>
/// GenericPatchHandle get = Patchable.ForAll(typeof(Box&lt;&gt;), "Get");
/// get.For&lt;Func&lt;Box&lt;string&gt;, string&gt;&gt;(typeof(string)).Patch(self => "patched");
/// get.Patch((handle, typeArguments) => typeArguments[0] == typeof(int) ? (Func&lt;Box&lt;int&gt;, int&gt;)(self => 42) : null);
/// get.Restore();
/// </code>
/// </example>
public sealed partial class GenericPatchHandle
{
    private readonly Func<Type[], PatchHandle> _instantiate;
    private readonly MethodReference _stub;
    private readonly GenericFlag _flag;
    private readonly List<GenericInstantiation> _instantiations = [];
    private volatile GenericState _state = GenericState.Unpatched;
    private MethodBase? _method;
    private string? _name;

    internal GenericPatchHandle(Func<Type[], PatchHandle> instantiate, MethodReference stub, GenericFlag flag, Gate? gate)
        => (_instantiate, _stub, _flag, Gate) = (instantiate, stub, flag, gate);

    /// <summary>
    /// Raised when the factory has thrown, or has given a replacement that does not fit, for an instantiation that came into use after
    /// <see cref="Patch(Func{PatchHandle, IReadOnlyList{Type}, Delegate})"/>: that instantiation runs its original, so that its first caller does not pay for the factory's mistake.
    /// Raised on the thread of that caller; what a subscriber throws is dropped for the same reason.
    /// </summary>
    public event EventHandler<FactoryFailedEventArgs>? FactoryFailed;

    /// <summary>The full name: <c>Shop.Box`1.Get()</c>, <c>Shop.Tools.Echo&lt;T&gt;(T)</c>.</summary>
    public string Name => _name ??= MethodName.Of(Method);

    /// <summary>The patchable method, open.</summary>
    public MethodBase Method => _method ??= _stub.Resolve();

    /// <summary>Gets whether the handles of instantiations have an original that can be called, as <see cref="PatchHandle.HasOriginal"/> says.</summary>
    public bool HasOriginal { get; internal init; }

    /// <summary>Whether a factory patches the instantiations. Their own handles say what each of them runs.</summary>
    public bool IsPatched => _state.Factories.Count > 0;

    /// <summary>
    /// The handles of the instantiations that are in use, as a snapshot: those that were asked for, and those that were called since an
    /// instantiation was patched.
    /// </summary>
    public IReadOnlyList<PatchHandle> Instantiations
    {
        get
        {
            lock (Lock)
                return _instantiations.ConvertAll(instantiation => instantiation.Handle);
        }
    }

    /// <summary>The handle of one instantiation.</summary>
    /// <param name="typeArguments">The arguments of the method's type, outermost first, then those of the method.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="PatchTargetException">
    /// The arguments are null, of another number, or do not meet the constraints; or the program was compiled ahead of time without this
    /// instantiation.
    /// </exception>
    public PatchHandle For(params Type[] typeArguments)
    {
        if (typeArguments is null || Array.IndexOf(typeArguments, null) >= 0)
            throw new PatchTargetException($"{Name}: type arguments were expected, but null was found.");

        return Instantiate(typeArguments, out var refusal) ?? throw new PatchTargetException(
            $"{Name}: type arguments that make an instantiation of it were expected, but "
            + $"<{string.Join(", ", typeArguments.Select(DelegateText.Describe))}> was found: {refusal!.Message}",
            refusal);
    }

    /// <summary>The handle of one instantiation, typed.</summary>
    /// <typeparam name="TDelegate">The instantiation's signature; for an instance method the first parameter is the instance.</typeparam>
    /// <param name="typeArguments">As for <see cref="For(Type[])"/>.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="PatchTargetException">As for <see cref="For(Type[])"/>, or the signature is another.</exception>
    public PatchHandle<TDelegate> For<TDelegate>(params Type[] typeArguments)
        where TDelegate : Delegate
        => For(typeArguments).Typed<TDelegate>();

    /// <summary>
    /// Patches every instantiation, those in use now and each further one when it comes into use, in place of an earlier <c>Patch</c>.
    /// </summary>
    /// <param name="factory">
    /// Makes the replacement of one instantiation from its handle and its type arguments (as <see cref="For(Type[])"/> takes them); null
    /// leaves that one as it is. Called for those in use on this thread, and for each further one on the thread that brings it into use,
    /// before its first call goes on; there, what it or a subscriber of <see cref="PatchHandle.Changed"/> throws does not reach the caller.
    /// </param>
    /// <exception cref="InvalidReplacementException">
    /// The factory is null, or a replacement does not fit. Nothing has changed; the same holds when the factory throws.
    /// </exception>
    /// <exception cref="PatchDeadlockException">The method waits for running calls, and one of them is on this thread.</exception>
    public void Patch(Func<PatchHandle, IReadOnlyList<Type>, Delegate?> factory) => Patch(factory, Timeout.InfiniteTimeSpan);

    /// <summary>
    /// Takes out what <see cref="Patch(Func{PatchHandle, IReadOnlyList{Type}, Delegate})"/> has put in, and no other replacement of the instantiations. Does nothing when none is there.
    /// </summary>
    /// <exception cref="PatchDeadlockException">The method waits for running calls, and one of them is on this thread.</exception>
    public void Restore() => Restore(Timeout.InfiniteTimeSpan);

    /// <summary>The method's <see cref="Name"/>.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;

    internal bool IsOf(RuntimeMethodHandle stub) => _stub.Handle.Equals(stub);

    /// <summary>As <see cref="For(Type[])"/>, but null where the arguments make no instantiation.</summary>
    internal PatchHandle? TryFor(Type[] typeArguments) => Instantiate(typeArguments, out _);

    private PatchHandle? Instantiate(Type[] typeArguments, out Exception? refusal)
    {
        try
        {
            refusal = Array.Find(typeArguments, argument => argument is { ContainsGenericParameters: true }) is { } open
                ? new ArgumentException($"{open} has type parameters without arguments.", nameof(typeArguments))
                : null;
            return refusal is null ? _instantiate(typeArguments) : null;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException or TypeLoadException)
        {
            refusal = exception;
            return null;
        }
    }
}
