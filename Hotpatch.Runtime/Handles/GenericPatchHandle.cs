using System.Reflection;
using Hotpatch.Gates;
using Hotpatch.Handles;
using Hotpatch.Naming;
using Hotpatch.Woven;

namespace Hotpatch;

/// <summary>
/// A generic patchable method, or a method of a generic type, with all its instantiations. Gives the handle of each instantiation, and patches all of
/// them, including later ones, with one factory.
/// </summary>
/// <remarks>
/// <para>
/// Each instantiation has a handle of its own. Patching one doesn't affect the others, even if the .NET runtime lets them share code. While no
/// instantiation is patched, a call costs the read of one plain field more. From the first patch on, calls of all instantiations look up their slots.
/// </para>
/// <para>
/// If the method is not <see cref="Consistency.Immediate"/>, all instantiations share one gate: patching one waits for running calls of all. The
/// weaver has generated all code that is needed; nothing here generates code at run time.
/// </para>
/// <para>Thread safe.</para>
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
    private readonly MethodReference? _target;
    private readonly GenericFlag _flag;
    private readonly List<GenericInstantiation> _instantiations = [];
    private volatile GenericState _state = GenericState.Unpatched;
    private MethodBase? _method;
    private string? _name;

    internal GenericPatchHandle(Func<Type[], PatchHandle> instantiate, MethodReference stub, GenericFlag flag, Gate? gate, MethodReference? target = null)
        => (_instantiate, _stub, _flag, Gate, _target) = (instantiate, stub, flag, gate, target);

    /// <summary>
    /// Raised if the factory throws, or makes a replacement or wrapper that doesn't fit, for an instantiation that comes into use after the patch.
    /// </summary>
    /// <remarks>
    /// The instantiation then runs without the factory's replacement or layer, so that its first caller doesn't get the exception. The event is
    /// raised on the thread of that caller. Exceptions of subscribers are dropped for the same reason. With NativeAOT and without a
    /// subscriber, a warning goes to <see cref="System.Diagnostics.Trace"/> and to the standard error stream.
    /// </remarks>
    public event EventHandler<FactoryFailedEventArgs>? FactoryFailed;

    /// <summary>Gets the full name: <c>Shop.Box`1.Get()</c>, <c>Shop.Tools.Echo&lt;T&gt;(T)</c>.</summary>
    /// <remarks>For calls, the name begins with the assembly that makes them, as in <see cref="PatchHandle.Name"/>.</remarks>
    public string Name => _name ??= _target is null ? MethodName.Of(Method) : MethodName.OfCalls(_stub.Resolve().Module.Assembly, Method);

    /// <summary>Gets the patchable method, as an open generic method or a method of the open generic type; for calls, the method that they call.</summary>
    public MethodBase Method => _method ??= (_target ?? _stub).Resolve();

    /// <summary>Gets whether this is the handle of calls to a method of another assembly.</summary>
    public bool IsOfCalls => _target is not null;

    /// <summary>Gets whether the handles of instantiations have an original that can be called. See <see cref="PatchHandle.HasOriginal"/>.</summary>
    public bool HasOriginal { get; internal init; }

    /// <summary>Gets whether a factory patches the instantiations. To see whether one instantiation is patched, ask its own handle.</summary>
    public bool IsPatched => _state.Factories.Any(factory => factory.Patches);

    /// <summary>
    /// Gets whether Hot Reload has replaced the woven body, so that no instantiation is patchable any more. See <see cref="PatchHandle.IsReplacedByHotReload"/>.
    /// </summary>
    public bool IsReplacedByHotReload => !_flag.IsReadBy(_stub.Resolve());

    /// <summary>
    /// Gets the handles of the instantiations that are in use, as a snapshot: those that a look-up asked for, and those that were called since an
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

    /// <summary>Returns the handle of one instantiation.</summary>
    /// <param name="typeArguments">The type arguments of the method's type, outermost first, then those of the method.</param>
    /// <returns>The handle; the same one for each call with these type arguments.</returns>
    /// <exception cref="PatchTargetException">
    /// <paramref name="typeArguments"/> is null, contains null, has the wrong number of types, or doesn't meet the constraints. Also thrown if the
    /// program was compiled ahead of time without this instantiation.
    /// </exception>
    public PatchHandle For(params Type[] typeArguments)
    {
        if (typeArguments is null || Array.IndexOf(typeArguments, null) >= 0)
        {
            throw new PatchTargetException(
                $"{Name}: type arguments were expected, but null was found. Pass those of the method's type, outermost first, then those of the method.");
        }

        return Instantiate(typeArguments, out var refusal) ?? throw new PatchTargetException(
            $"{Name}: type arguments that make an instantiation of it were expected, but "
            + $"<{string.Join(", ", typeArguments.Select(DelegateText.Describe))}> was found: {refusal!.Message}",
            refusal);
    }

    /// <summary>Returns the typed handle of one instantiation.</summary>
    /// <typeparam name="TDelegate">The signature of the instantiation. For an instance method, the first parameter is the instance.</typeparam>
    /// <param name="typeArguments">As for <see cref="For(Type[])"/>.</param>
    /// <returns>The handle; the same one for each call with these type arguments.</returns>
    /// <exception cref="PatchTargetException">As for <see cref="For(Type[])"/>, or <typeparamref name="TDelegate"/> is not the signature.</exception>
    public PatchHandle<TDelegate> For<TDelegate>(params Type[] typeArguments)
        where TDelegate : Delegate
        => For(typeArguments).Typed<TDelegate>();

    /// <summary>
    /// Patches all instantiations, those in use now and each later one when it comes into use. Replaces an earlier <c>Patch</c> of this handle.
    /// </summary>
    /// <param name="factory">
    /// Makes the replacement of one instantiation from its handle and its type arguments (as <see cref="For(Type[])"/> takes them); returns null to
    /// leave the instantiation as it is.
    /// </param>
    /// <remarks>
    /// Hotpatch calls the factory on this thread for the instantiations in use. For each later one, Hotpatch calls the factory on the thread that
    /// brings the instantiation into use, before its first call runs. An exception of the factory reaches the caller of <c>Patch</c>, and nothing has
    /// changed. For later instantiations, no exception of the factory or of a subscriber of <see cref="PatchHandle.Changed"/> reaches the caller of
    /// the method; see <see cref="FactoryFailed"/>.
    /// </remarks>
    /// <exception cref="InvalidReplacementException">
    /// <paramref name="factory"/> is null, or a replacement doesn't fit its instantiation. Nothing has changed.
    /// </exception>
    /// <exception cref="PatchDeadlockException">
    /// The method is not <see cref="Consistency.Immediate"/>, and a call of it is running on this thread.
    /// </exception>
    public void Patch(Func<PatchHandle, IReadOnlyList<Type>, Delegate?> factory) => Patch(factory, Timeout.InfiniteTimeSpan);

    /// <summary>
    /// Removes the replacements that <see cref="Patch(Func{PatchHandle, IReadOnlyList{Type}, Delegate})"/> made, and no others. Does nothing if there
    /// are none.
    /// </summary>
    /// <exception cref="PatchDeadlockException">
    /// The method is not <see cref="Consistency.Immediate"/>, and a call of it is running on this thread.
    /// </exception>
    public void Restore() => Restore(Timeout.InfiniteTimeSpan);

    /// <summary>Returns the method's <see cref="Name"/>.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;

    internal bool IsOf(RuntimeMethodHandle stub) => _stub.Handle.Equals(stub);

    /// <summary>Returns the handle of one instantiation; null if the type arguments don't make one.</summary>
    internal PatchHandle? TryFor(Type[] typeArguments) => Instantiate(typeArguments, out _);

    private PatchHandle? Instantiate(Type[] typeArguments, out Exception? refusal)
    {
        try
        {
            refusal = Array.Find(typeArguments, argument => argument is { ContainsGenericParameters: true }) is { } open
                ? new ArgumentException($"{open} has type parameters without arguments. Pass closed types.", nameof(typeArguments))
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
