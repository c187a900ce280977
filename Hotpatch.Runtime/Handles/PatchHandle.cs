using System.Reflection;
using Hotpatch.Handles;
using Hotpatch.Naming;

namespace Hotpatch;

/// <summary>One patchable method as an object: looks at it, replaces its behaviour, puts it back.</summary>
/// <remarks>
/// <para>A patch belongs to the method, so it holds for all instances and all callers, inlined ones included.</para>
/// <para>
/// Thread safe. Calls of the method that start after <c>Patch</c> or <c>Restore</c> has returned run what it put there; calls that are
/// running finish on what they began with. Callers take no lock; patching one handle never waits for another.
/// </para>
/// </remarks>
public abstract class PatchHandle
{
    // Guards the stack and the order of slot writes; never held while foreign code runs.
    private readonly object _lock = new();
    private readonly ReplacementStack _replacements = new();
    private readonly Slot _slot;
    private readonly RuntimeMethodHandle _stub;
    private volatile Delegate? _replacement;
    private MethodBase? _method;
    private string? _name;

    private protected PatchHandle(Slot slot, RuntimeMethodHandle stub)
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
    public MethodBase Method => _method ??= MethodBase.GetMethodFromHandle(_stub)!;

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
    public void Patch(Delegate replacement) => SetReplacement(Conform(replacement));

    /// <summary>Replaces the method's behaviour until the scope is disposed.</summary>
    /// <param name="replacement">As for <see cref="Patch(Delegate)"/>.</param>
    /// <returns>The scope; dispose it to put back what was there before.</returns>
    /// <exception cref="InvalidReplacementException">As for <see cref="Patch(Delegate)"/>.</exception>
    public PatchScope PatchScoped(Delegate replacement) => BeginScope(Conform(replacement));

    /// <summary>Puts the original back: takes out every replacement, open scopes included. Does nothing when none is there.</summary>
    public void Restore()
    {
        Delegate? previous;
        lock (_lock)
        {
            _replacements.Clear();
            previous = Publish();
        }

        RaiseChanged(previous, current: null);
    }

    /// <summary>The method's <see cref="Name"/>.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;

    internal void EndScope(ReplacementStack.Replacement replacement)
    {
        Delegate? previous, current;
        lock (_lock)
        {
            _replacements.Remove(replacement);
            current = _replacements.Top;
            previous = Publish();
        }

        RaiseChanged(previous, current);
    }

    private protected void SetReplacement(Delegate replacement)
    {
        Delegate? previous;
        lock (_lock)
        {
            _replacements.Set(replacement);
            previous = Publish();
        }

        RaiseChanged(previous, replacement);
    }

    private protected PatchScope BeginScope(Delegate replacement)
    {
        PatchScope scope;
        Delegate? previous;
        lock (_lock)
        {
            scope = new PatchScope(this, _replacements.Push(replacement));
            previous = Publish();
        }

        RaiseChanged(previous, replacement);
        return scope;
    }

    private protected abstract Delegate GetOriginal();

    /// <summary>The replacement as a delegate of <see cref="DelegateType"/>, or an exception that says why it cannot be one.</summary>
    private protected abstract Delegate Conform(Delegate? replacement);

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
}
