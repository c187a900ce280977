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
    // Guards the stack and the order of slot writes; never held while foreign code runs.
    private readonly object _lock = new();
    private readonly ReplacementStack _replacements = new();
    private readonly Slot _slot;
    private readonly MethodReference _stub;
    private volatile Delegate? _replacement;
    private MethodBase? _method;
    private string? _name;

    private protected PatchHandle(Slot slot, MethodReference stub)
    {
        _slot = slot;
        _stub = stub;
    }

    /// <summary>Raised after what runs has changed, on the thread that changed it.</summary>
    /// <remarks>The change has happened by then: an exception from a subscriber reaches the caller and undoes nothing.</remarks>
    public event EventHandler<PatchChangedEventArgs>? Changed;

    /// <summary>The full name, as <see cref="Patchable.Find"/> takes it: <c>Shop.PriceService.Quote(System.Int32)</c>.</summary>
    public string Name => _name ??= MethodName.Of(Method);

    /// <summary>The patchable method.</summary>
    public MethodBase Method => _method ??= _stub.Resolve();

    /// <summary>The type of the method's replacements; for an instance method the first parameter is the instance.</summary>
    public abstract Type DelegateType { get; }

    /// <summary>Whether a replacement runs instead of the original.</summary>
    public bool IsPatched => _replacement is not null;

    /// <summary>
    /// Whether <see cref="Original"/> can be called: not for constructors, whose body stays in place, nor for lambdas and local functions
    /// that have captured something.
    /// </summary>
    public abstract bool HasOriginal { get; }

    /// <summary>The method's source body, whatever is patched; callable from a replacement.</summary>
    /// <exception cref="PatchException">There is none: <see cref="HasOriginal"/> is false.</exception>
    public Delegate Original => GetOriginal();

    /// <summary>What a call runs now: the newest replacement, or <see cref="Original"/>.</summary>
    /// <exception cref="PatchException">The method is not patched, and <see cref="HasOriginal"/> is false.</exception>
    public Delegate Current => _replacement ?? Original;

    private protected Delegate? Replacement => _replacement;

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

    /// <summary>Puts the original back: takes out every replacement, open scopes included. Does nothing when none is there.</summary>
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

    internal bool IsOf(RuntimeMethodHandle stub) => _stub.Handle.Equals(stub);

    /// <summary>Takes a replacement out and puts another on top, in one step, whatever the gate; either may be missing.</summary>
    internal Exchanged Exchange(ReplacementStack.Replacement? ended, Delegate? begun) => Apply(new StackEdit(StackEdit.Kind.Exchange, begun, ended));

    /// <summary>Changes what the method runs, whatever the gate.</summary>
    internal Exchanged Apply(StackEdit edit)
    {
        lock (_lock)
            return ApplyLocked(edit);
    }

    /// <summary>As <see cref="Apply(StackEdit)"/>, with what is needed to undo it.</summary>
    internal Exchanged Apply(StackEdit edit, out ReplacementStack.Snapshot before, out int version)
    {
        lock (_lock)
        {
            before = _replacements.Capture();
            try
            {
                var exchanged = ApplyLocked(edit);
                version = _replacements.Version;
                return exchanged;
            }
            catch
            {
                // The slot could not be written, so that it is as it was.
                _replacements.Reset(before);
                throw;
            }
        }
    }

    /// <summary>
    /// Puts back what was there before an edit. Where something else has changed it since, only what the edit put there is taken out.
    /// </summary>
    internal void Undo(ReplacementStack.Snapshot before, int version, ReplacementStack.Replacement? replacement)
    {
        lock (_lock)
        {
            if (_replacements.Version == version)
                _replacements.Reset(before);
            else if (replacement is not null)
                _replacements.Remove(replacement);

            Publish();
        }
    }

    /// <summary>The replacement as a delegate of <see cref="DelegateType"/>, or an exception that says why it cannot be one.</summary>
    internal abstract Delegate Conform(Delegate? replacement);

    private protected abstract Delegate GetOriginal();

    private Exchanged ApplyLocked(StackEdit edit)
    {
        var replacement = edit.ApplyTo(_replacements);
        return new Exchanged(this, replacement, Publish(), _replacements.Top);
    }

    private Delegate? Publish()
    {
        var previous = _replacement;
        var current = _replacements.Top;
        if (!ReferenceEquals(previous, current))
        {
            _slot.Store(current);
            _replacement = current;

            // A full fence: the slot's new value is visible to every processor before the caller goes on.
            Interlocked.MemoryBarrier();
        }

        return previous;
    }

    private void RaiseChanged(Delegate? previous, Delegate? current)
    {
        if (!ReferenceEquals(previous, current))
            Changed?.Invoke(this, new PatchChangedEventArgs(this, previous, current));
    }

    /// <summary>What <see cref="Apply(StackEdit)"/> did, to be told when no lock is held.</summary>
    internal readonly record struct Exchanged(
        PatchHandle Handle, ReplacementStack.Replacement? Replacement, Delegate? Previous, Delegate? Current)
    {
        public void Tell() => Handle.RaiseChanged(Previous, Current);
    }
}
