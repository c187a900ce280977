using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Hotpatch.Handles;
using Hotpatch.Naming;

namespace Hotpatch;

/// <summary>One patchable method as an object: looks at it, replaces its behaviour, puts it back.</summary>
/// <remarks>
/// <para>A patch belongs to the method, so it holds for all instances and all callers, inlined ones included.</para>
/// <para>
/// Thread safe. Calls of the method that start after <c>Patch</c> or <c>Restore</c> has returned run what it put there; calls that are
/// running finish on what they began with. Callers take no lock; patching one handle never waits for another. What else holds says
/// <see cref="Consistency"/>: for all but <see cref="Consistency.Immediate"/>, whatever changes what the method runs waits for the calls that are
/// running, and throws <see cref="PatchDeadlockException"/> where one of them is on its own thread; only what begins with <c>Try</c> or
/// <c>Force</c> does not wait.
/// </para>
/// </remarks>
public abstract partial class PatchHandle
{
    private readonly Slot _slot;
    private readonly MethodReference _stub;
    private volatile HandleState _state = HandleState.Unpatched;
    private MethodBase? _method;
    private string? _name;

    private protected PatchHandle(Slot slot, MethodReference stub)
    {
        _slot = slot;
        _stub = stub;
    }

    /// <summary>Raised after what runs has changed, on the thread that changed it.</summary>
    /// <remarks>
    /// The change has happened by then: an exception from a subscriber reaches the caller and undoes nothing, but for <c>PatchScoped</c> and
    /// <c>Wrap</c>, which take out again what the caller would have nothing to end by.
    /// </remarks>
    public event EventHandler<PatchChangedEventArgs>? Changed;

    /// <summary>The full name, as <see cref="Patchable.Find"/> takes it: <c>Shop.PriceService.Quote(System.Int32)</c>.</summary>
    public string Name => _name ??= MethodName.Of(Method);

    /// <summary>The patchable method.</summary>
    public MethodBase Method => _method ??= _stub.Resolve();

    /// <summary>The type of the method's replacements; for an instance method the first parameter is the instance.</summary>
    public abstract Type DelegateType { get; }

    /// <summary>Whether a replacement runs instead of the original, or a layer over either.</summary>
    public bool IsPatched => _state.Running is not null;

    /// <summary>The layers that lie over the newest replacement, or over <see cref="Original"/>: the outermost first, as a snapshot.</summary>
    public IReadOnlyList<PatchLayer> Layers => [.. _state.Layers.Select(laid => laid.Layer.PublicOf(this))];

    /// <summary>
    /// Whether <see cref="Original"/> can be called: not for constructors in which a local variable or a closure crosses the call of <c>this(…)</c> or
    /// <c>base(…)</c>, nor for lambdas and local functions that have captured something.
    /// </summary>
    public abstract bool HasOriginal { get; }

    /// <summary>The method's source body, whatever is patched; callable from a replacement.</summary>
    /// <exception cref="PatchException">There is none: <see cref="HasOriginal"/> is false.</exception>
    public Delegate Original => GetOriginal();

    /// <summary>What a call runs now: the newest replacement, or <see cref="Original"/>, with the layers over it.</summary>
    /// <exception cref="PatchException">The method is not patched, and <see cref="HasOriginal"/> is false.</exception>
    public Delegate Current => _state.Running ?? Original;

    /// <summary>Who listens to <see cref="Changed"/>.</summary>
    internal IReadOnlyList<Delegate> Subscribers => Changed?.GetInvocationList() ?? [];

    /// <summary>What the handle has now. Written under <see cref="Lock"/>.</summary>
    internal HandleState State => _state;

    /// <summary>Guards the state and the order of slot writes; never held while foreign code runs.</summary>
    internal ChangeLock Lock { get; } = new();

    /// <summary>Replaces the method's behaviour from now on, in place of an earlier <c>Patch</c>.</summary>
    /// <param name="replacement">
    /// A delegate of <see cref="DelegateType"/>, or one of another type with the same signature, which is bound anew.
    /// </param>
    /// <exception cref="InvalidReplacementException">
    /// The replacement is null, does not fit <see cref="DelegateType"/>, or is the patchable method itself. Nothing has changed.
    /// </exception>
    public void Patch(Delegate replacement) => Change(StackEdit.Set(Conform(replacement)));

    /// <summary>Replaces the method's behaviour until the scope is disposed.</summary>
    /// <param name="replacement">As for <see cref="Patch(Delegate)"/>.</param>
    /// <returns>The scope; dispose it to put back what was there before.</returns>
    /// <exception cref="InvalidReplacementException">As for <see cref="Patch(Delegate)"/>.</exception>
    public PatchScope PatchScoped(Delegate replacement) => BeginScope(Conform(replacement));

    /// <summary>Puts the original back: takes out every replacement, open scopes included, and every layer. Does nothing when none is there.</summary>
    public void Restore() => Change(StackEdit.Clear);

    /// <summary>The method's <see cref="Name"/>.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;

    /// <summary>A handle of a method, typed by what its slot holds.</summary>
    [DynamicDependency(DynamicallyAccessedMemberTypes.NonPublicConstructors, typeof(PatchHandle<>))]
    [UnconditionalSuppressMessage("Trimming", "IL2055", Justification = "PatchHandle<TDelegate> asks nothing of its argument's members.")]
    [UnconditionalSuppressMessage("Trimming", "IL2072", Justification = "The dependency above keeps the constructor.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Delegate types are classes, and generic code is shared among classes.")]
    internal static PatchHandle Create(Slot slot, MethodReference stub, MethodReference? original)
    {
        var type = typeof(PatchHandle<>).MakeGenericType(slot.DelegateType);
        const BindingFlags Constructor = BindingFlags.Instance | BindingFlags.NonPublic;
        return (PatchHandle)Activator.CreateInstance(type, Constructor, binder: null, [slot, stub, original], culture: null)!;
    }

    /// <summary>Returns this handle as one of the method's delegate type.</summary>
    /// <exception cref="PatchTargetException">The delegate type is another.</exception>
    internal PatchHandle<TDelegate> Typed<TDelegate>()
        where TDelegate : Delegate
        => this as PatchHandle<TDelegate> ?? throw new PatchTargetException(
            $"{Name}: a delegate of type {DelegateText.Describe(DelegateType)} was expected, but {DelegateText.Describe(typeof(TDelegate))} was found.");

    internal bool IsOf(RuntimeMethodHandle stub) => _stub.Handle.Equals(stub);

    /// <summary>To be called before what is locked while a change is made.</summary>
    internal void AwaitSlot() => _slot.AwaitClass();

    /// <summary>Makes what was composed the handle's state, and writes the slot. Where that cannot be written, nothing has changed.</summary>
    internal void Commit(HandleState state)
    {
        lock (Lock)
        {
            if (!ReferenceEquals(_state.Running, state.Running))
                _slot.Store(state.Running);

            _state = state;

            // A full fence: the slot's new value is visible to every processor before the caller goes on.
            Interlocked.MemoryBarrier();
        }
    }

    /// <summary>Tells that a change has happened; when no lock is held.</summary>
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

    /// <summary>The replacement as a delegate of <see cref="DelegateType"/>, or an exception that says why it cannot be one.</summary>
    internal abstract Delegate Conform(Delegate? replacement);

    private protected abstract Delegate GetOriginal();
}
