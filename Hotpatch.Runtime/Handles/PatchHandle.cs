using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Hotpatch.Handles;
using Hotpatch.Naming;
using Hotpatch.Routers;

namespace Hotpatch;

/// <summary>A patchable method as an object: shows what the method runs, replaces its behaviour, and puts the original back.</summary>
/// <remarks>
/// <para>
/// A patch belongs to the method. It holds for all instances and all callers, including callers into which the JIT compiler inlined the method.
/// </para>
/// <para>
/// Thread safe. Calls that start after <c>Patch</c> or <c>Restore</c> returns run the new body. Running calls finish with the body they started with.
/// Calls of an <see cref="Consistency.Immediate"/> method take no lock. Patching one method doesn't wait for calls of another.
/// </para>
/// <para>
/// If the method is not <see cref="Consistency.Immediate"/>, each change waits for running calls, as <see cref="Consistency"/> describes. If one of
/// them is on the same thread, the change throws <see cref="PatchDeadlockException"/>. Only members whose names begin with <c>Try</c> or <c>Force</c>
/// don't wait. The instantiations of a generic method share a gate: patching one waits for calls of all.
/// </para>
/// <para>
/// If the method has layers, a change can run their wrappers again. If a wrapper throws when something is added, the exception reaches the caller,
/// and nothing has changed.
/// </para>
/// </remarks>
public abstract partial class PatchHandle
{
    private readonly Slot _slot;
    private readonly MethodReference _stub;
    private readonly MethodReference? _target;
    private volatile HandleState _state = HandleState.Unpatched;
    private MethodBase? _method;
    private string? _name;

    private protected PatchHandle(Slot slot, MethodReference stub, MethodReference? target)
    {
        _slot = slot;
        _stub = stub;
        _target = target;
        Routers = new RouterSource(slot);
    }

    /// <summary>Raised after the delegate that the method runs has changed, on the thread that made the change.</summary>
    /// <remarks>
    /// If a subscriber throws, the exception reaches the caller of <c>Patch</c>, and the patch stays in effect. <c>PatchScoped</c> and <c>Wrap</c>
    /// are different: they remove the replacement or layer again, since the caller gets nothing to dispose.
    /// </remarks>
    public event EventHandler<PatchChangedEventArgs>? Changed;

    /// <summary>Gets the full name, as <see cref="Patchable.Find(string)"/> takes it: <c>Shop.PriceService.Quote(System.Int32)</c>.</summary>
    /// <remarks>
    /// For calls of a method of another assembly, the name begins with the assembly that makes them: <c>Shop!System.DateTime.get_UtcNow()</c>. For the
    /// calls of all assemblies, it begins with <c>*!</c>.
    /// </remarks>
    public string Name
        => _name ??= _target is null ? MethodName.Of(Method)
            : MethodName.OfCalls(_slot is CallSlots ? null : Stub.Module.Assembly, Method);

    /// <summary>Gets the patchable method; for calls, the method of another assembly that they call.</summary>
    public MethodBase Method => _method ??= (_target ?? _stub).Resolve();

    /// <summary>Gets whether this is the handle of calls to a method of another assembly.</summary>
    public bool IsOfCalls => _target is not null;

    /// <summary>Gets the method whose body the weaver replaced.</summary>
    internal MethodBase Stub => _target is null ? Method : _stub.Resolve();

    /// <summary>Gets the type of the method's replacements. For an instance method, the first parameter is the instance.</summary>
    public abstract Type DelegateType { get; }

    /// <summary>Gets whether calls run a replacement or a layer instead of just the original.</summary>
    /// <remarks>
    /// Flow patches count only within their flow. Observers don't count, since they change nothing. Patches that hold for some calls only count, even
    /// if no call meets their condition.
    /// </remarks>
    public bool IsPatched => _state is var state && (state.IsPatched || (state.Flows > 0 && FlowFrame.Has(Flow)) || (_slot.Below is { } below && RouterPlan.RunsOther(below, Original)));

    /// <summary>Gets whether Hot Reload has replaced the woven body with that of the source, so that calls see no patch until the program starts again.</summary>
    /// <remarks>
    /// <c>Patch</c> and all other members that add something then throw a <see cref="PatchException"/>. <see cref="Original"/> runs the old body. Before
    /// .NET 8, always false.
    /// </remarks>
    public bool IsReplacedByHotReload => !_slot.IsReadBy(Stub);

    /// <summary>Gets the layers of the method, the outermost first, as a snapshot.</summary>
    public IReadOnlyList<PatchLayer> Layers
        => _state.Layers.Where(applied => applied.Layer.Kind == PatchKind.Layer).Select(applied => applied.Layer.PublicOf(this)).ToArray();

    /// <summary>Gets whether <see cref="Original"/> can be called. It can't for some constructors, lambdas and local functions.</summary>
    /// <remarks>
    /// A constructor has no original if a local variable or a closure crosses its call of <c>this(…)</c> or <c>base(…)</c>. A lambda or a local
    /// function has no original if it captures variables.
    /// </remarks>
    public abstract bool HasOriginal { get; }

    /// <summary>Gets a delegate that runs the method's source body, whether or not the method is patched. A replacement can call it.</summary>
    /// <exception cref="PatchException">The method has no original: <see cref="HasOriginal"/> is false.</exception>
    public Delegate Original => GetOriginal();

    /// <summary>Gets the delegate that a call runs now: the topmost replacement or <see cref="Original"/>, with the layers around it.</summary>
    /// <exception cref="PatchException">The method is not patched, and <see cref="HasOriginal"/> is false.</exception>
    public Delegate Current => _state.Running ?? _slot.Below ?? Original;

    /// <summary>Gets a delegate that runs what lies below all entries. For all but calls, that is the original.</summary>
    internal Delegate Bottom => _slot.BottomOf(this);

    /// <summary>Gets the router that the weaver wrote for the slot; null if there is none.</summary>
    internal Type? WovenRouterType => _slot.WovenRouterType;

    /// <summary>Gets the slots, if this is the handle over the calls of all assemblies; null otherwise.</summary>
    internal CallSlots? Calls => _slot as CallSlots;

    /// <summary>Gets the subscribers of <see cref="Changed"/>, as a snapshot.</summary>
    internal IReadOnlyList<Delegate> Subscribers => Changed?.GetInvocationList() ?? [];

    /// <summary>Gets the current state. Written under <see cref="Lock"/>.</summary>
    internal HandleState State => _state;

    /// <summary>Gets the lock that guards the state and the order of slot writes. It is never held while foreign code runs.</summary>
    internal ChangeLock Lock { get; } = new();

    /// <summary>Replaces the method's behaviour from now on. Removes the replacement of an earlier <c>Patch</c>.</summary>
    /// <param name="replacement">A delegate of <see cref="DelegateType"/>, or of another type with the same signature.</param>
    /// <exception cref="InvalidReplacementException">
    /// <paramref name="replacement"/> is null, doesn't fit <see cref="DelegateType"/>, or is the patchable method itself. Nothing has changed.
    /// </exception>
    /// <exception cref="PatchDeadlockException">
    /// The method is not <see cref="Consistency.Immediate"/>, and a call of it is running on this thread; or a wrapper of the method makes the
    /// change.
    /// </exception>
    public void Patch(Delegate replacement) => Change(StackEdit.Set(Conform(replacement)));

    /// <summary>Replaces the method's behaviour until the scope is disposed. The new replacement goes on top; earlier ones stay beneath it.</summary>
    /// <param name="replacement">As for <see cref="Patch(Delegate)"/>.</param>
    /// <returns>The scope; dispose it to remove the replacement.</returns>
    /// <exception cref="InvalidReplacementException">As for <see cref="Patch(Delegate)"/>.</exception>
    /// <exception cref="PatchDeadlockException">
    /// The method is not <see cref="Consistency.Immediate"/>, and a call of it is running on this thread; or a wrapper of the method makes the
    /// change.
    /// </exception>
    public PatchScope PatchScoped(Delegate replacement) => BeginScope(Conform(replacement));

    /// <summary>Replaces the method's behaviour from now on, with an owner and at a place among the replacements of other owners.</summary>
    /// <param name="replacement">As for <see cref="Patch(Delegate)"/>.</param>
    /// <param name="options">The owner, the place, and how long to wait.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="InvalidReplacementException">As for <see cref="Patch(Delegate)"/>.</exception>
    /// <exception cref="PatchException">The owners of the method's replacements name each other in a cycle. Nothing has changed.</exception>
    /// <exception cref="PatchDeadlockException">As for <see cref="Patch(Delegate)"/>.</exception>
    /// <exception cref="PatchTimeoutException">Calls are still running after <see cref="PatchOptions.WaitTime"/>. Nothing has changed.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled. Nothing has changed.</exception>
    public void Patch(Delegate replacement, PatchOptions options) => Set(Conform(replacement), options);

    /// <summary>Replaces the method's behaviour until the scope is disposed, with an owner and at a place among the replacements of other owners.</summary>
    /// <param name="replacement">As for <see cref="Patch(Delegate)"/>.</param>
    /// <param name="options">The owner, the place, and how long to wait.</param>
    /// <returns>The scope; dispose it to remove the replacement. Disposing waits without limit.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="InvalidReplacementException">As for <see cref="Patch(Delegate)"/>.</exception>
    /// <exception cref="PatchException">The owners of the method's replacements name each other in a cycle. Nothing has changed.</exception>
    /// <exception cref="PatchDeadlockException">As for <see cref="PatchScoped(Delegate)"/>.</exception>
    /// <exception cref="PatchTimeoutException">Calls are still running after <see cref="PatchOptions.WaitTime"/>. Nothing has changed.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled. Nothing has changed.</exception>
    public PatchScope PatchScoped(Delegate replacement, PatchOptions options) => BeginScope(Conform(replacement), options);

    /// <summary>
    /// Puts the original back: removes all replacements, including those of open scopes, and all layers. Does nothing if there are none.
    /// </summary>
    /// <remarks>Flow patches stay, since they belong to their flows, and so do observers, which change nothing.</remarks>
    /// <exception cref="PatchDeadlockException">
    /// The method is not <see cref="Consistency.Immediate"/>, and a call of it is running on this thread; or a wrapper of the method makes the
    /// change.
    /// </exception>
    public void Restore() => Change(StackEdit.Clear);

    /// <summary>Returns the method's <see cref="Name"/>.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;

    /// <summary>Creates the handle of a method, with the delegate type of its slot.</summary>
    [DynamicDependency(DynamicallyAccessedMemberTypes.NonPublicConstructors, typeof(PatchHandle<>))]
    [UnconditionalSuppressMessage("Trimming", "IL2055")] // PatchHandle<TDelegate> asks nothing of its argument's members.
    [UnconditionalSuppressMessage("Trimming", "IL2072")] // The dependency above keeps the constructor.
    [UnconditionalSuppressMessage("AOT", "IL3050")] // Delegate types are classes, and generic code is shared among classes.
    internal static PatchHandle Create(Slot slot, MethodReference stub, MethodReference? original, MethodReference? target = null)
    {
        var type = typeof(PatchHandle<>).MakeGenericType(slot.DelegateType);
        const BindingFlags Constructor = BindingFlags.Instance | BindingFlags.NonPublic;
        return (PatchHandle)Activator.CreateInstance(type, Constructor, binder: null, [slot, stub, original, target], culture: null)!;
    }

    /// <summary>Returns this handle with its delegate type.</summary>
    /// <exception cref="PatchTargetException">The handle has another delegate type.</exception>
    internal PatchHandle<TDelegate> Typed<TDelegate>()
        where TDelegate : Delegate
        => this as PatchHandle<TDelegate> ?? throw new PatchTargetException(
            $"{Name}: a delegate of type {DelegateText.Describe(DelegateType)} was expected, but {DelegateText.Describe(typeof(TDelegate))} was found. "
            + "Use the expected type as the type argument.");

    internal bool IsOf(RuntimeMethodHandle stub) => _stub.Handle.Equals(stub);

    /// <summary>
    /// Runs the slot class's static constructor, or waits for the thread that runs it. Call this before taking the change lock, so that foreign code
    /// never runs under it.
    /// </summary>
    internal void AwaitSlot() => _slot.AwaitClass();

    /// <summary>Sets what lies below the entries of this handle, which is that of a call stub.</summary>
    internal void StoreBelow(Delegate? below) => ((CallSlot)_slot).StoreBelow(below);

    /// <summary>Gets the method that holds the source body; null if the handle can't call it.</summary>
    internal abstract MethodReference? OriginalMethod { get; }

    /// <summary>Sets the handle's state, and writes the slot. If the slot can't be written, nothing has changed.</summary>
    internal void Commit(HandleState state)
    {
        lock (Lock)
        {
            if (!ReferenceEquals(_state.Running, state.Running))
                _slot.Store(state.Running);

            _state = state;

            // A full fence: every processor sees the slot's new value before this method returns.
            Interlocked.MemoryBarrier();
        }
    }

    /// <summary>Raises the events of a change. Call this without holding a lock.</summary>
    internal void RaiseChanged(Delegate? previous, Delegate? current)
    {
        if (ReferenceEquals(previous, current))
            return;

        var change = new PatchChangedEventArgs(this, previous, current);
        try
        {
            Changed?.Invoke(this, change);
        }
        finally
        {
            AllChanges.Tell(change);
        }
    }

    /// <summary>Returns the replacement as a delegate of <see cref="DelegateType"/>.</summary>
    /// <exception cref="InvalidReplacementException">The replacement is null, doesn't fit, or is the patchable method itself.</exception>
    internal abstract Delegate Conform(Delegate? replacement);

    private protected abstract Delegate GetOriginal();
}
