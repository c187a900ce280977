using System.ComponentModel;
using System.Reflection;
using Hotpatch.Handles;
using Hotpatch.Naming;

namespace Hotpatch;

/// <summary>One patchable method as an object, typed: replacements that do not fit do not compile.</summary>
/// <typeparam name="TDelegate">
/// The method's signature: <c>Func&lt;int, int, int&gt;</c> for <c>static int Add(int a, int b)</c>; for an instance method the first
/// parameter is the instance, <c>Func&lt;PriceService, int, decimal&gt;</c> for <c>PriceService.Quote(int)</c>.
/// </typeparam>
/// <remarks>Thread safe, as <see cref="PatchHandle"/> says.</remarks>
/// <example>
/// <code>
/// PatchHandle&lt;Func&lt;int, int, int&gt;&gt; add = Patchable.For(Calculator.Add);
/// add.Patch((a, b) => add.Original(a, b) + 1);
/// using (add.PatchScoped((a, b) => 0))
/// {
///     // Calculator.Add answers 0
/// }
///
/// add.Restore();
/// </code>
/// </example>
public sealed partial class PatchHandle<TDelegate> : PatchHandle
    where TDelegate : Delegate
{
    private const string DoesNotFit
        = "The replacement does not have the method's signature. For a delegate whose type is not known here, use the untyped PatchHandle.";

    private readonly MethodReference? _originalMethod;
    private TDelegate? _original;
    private Delegate? _self;

    internal PatchHandle(Slot slot, MethodReference stub, MethodReference? original)
        : base(slot, stub)
        => _originalMethod = original;

    /// <inheritdoc/>
    public override Type DelegateType => typeof(TDelegate);

    /// <inheritdoc/>
    public override bool HasOriginal => _originalMethod is not null;

    /// <summary>The method's source body, whatever is patched; callable from a replacement.</summary>
    /// <exception cref="PatchException">There is none: <see cref="HasOriginal"/> is false.</exception>
    public new TDelegate Original => _original ?? Interlocked.CompareExchange(ref _original, BindOriginal(), null) ?? _original;

    /// <summary>What a call runs now: the newest replacement, or <see cref="Original"/>, with the layers over it.</summary>
    /// <exception cref="PatchException">The method is not patched, and <see cref="HasOriginal"/> is false.</exception>
    public new TDelegate Current => (TDelegate?)State.Running ?? Original;

    /// <summary>Replaces the method's behaviour from now on, in place of an earlier <c>Patch</c>.</summary>
    /// <param name="replacement">What runs instead.</param>
    /// <exception cref="InvalidReplacementException">
    /// The replacement is null or is the patchable method itself. Nothing has changed.
    /// </exception>
    public void Patch(TDelegate replacement) => Change(StackEdit.Set(Conform(replacement)));

    /// <summary>Replaces the method's behaviour until the scope is disposed.</summary>
    /// <param name="replacement">What runs instead.</param>
    /// <returns>The scope; dispose it to put back what was there before.</returns>
    /// <exception cref="InvalidReplacementException">As for <see cref="Patch(TDelegate)"/>.</exception>
    public PatchScope PatchScoped(TDelegate replacement) => BeginScope(Conform(replacement));

    // Without these two, a lambda of the wrong type would bind to the base class's methods and fail when it runs.

    /// <summary>Keeps replacements that do not fit from compiling; for a delegate of unknown type, use <see cref="PatchHandle"/>.</summary>
    /// <param name="replacement">As for <see cref="PatchHandle.Patch(Delegate)"/>.</param>
    [Obsolete(DoesNotFit, error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public new void Patch(Delegate replacement) => base.Patch(replacement);

    /// <summary>Keeps replacements that do not fit from compiling; for a delegate of unknown type, use <see cref="PatchHandle"/>.</summary>
    /// <param name="replacement">As for <see cref="PatchHandle.PatchScoped(Delegate)"/>.</param>
    /// <returns>The scope.</returns>
    [Obsolete(DoesNotFit, error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public new PatchScope PatchScoped(Delegate replacement) => base.PatchScoped(replacement);

    private protected override Delegate GetOriginal() => Original;

    internal override Delegate Conform(Delegate? replacement)
    {
        if (replacement is null)
            throw Refused("null was found; to put the original back, call Restore");

        if ((replacement as TDelegate ?? Rebind(replacement)) is not { } conforming)
            throw Refused($"{DelegateText.Describe(replacement)} was found");

        if (IsTheMethodItself(conforming))
            throw Refused("the method itself was found, which would call itself without end; to call its source body, use Original");

        return conforming;
    }

    private InvalidReplacementException Refused(string found)
        => new($"{Name}: a replacement of type {DelegateText.Describe(typeof(TDelegate))} was expected, but {found}.");

    private TDelegate BindOriginal()
        => _originalMethod is { } original
            ? Bind(original.Resolve(), LambdaInstance.For(original.Resolve(), typeof(TDelegate)))
            : throw new PatchException(
                $"{Name}: an original was expected, but this method has none that can be called: {WithoutOriginal.ReasonOf(Method)}.");

    // An instance method becomes an open delegate where the signature has the instance. Where it has not, the method is a lambda's.
    private static TDelegate Bind(MethodBase method, object? target) => (TDelegate)((MethodInfo)method).CreateDelegate(typeof(TDelegate), target);

    private static Delegate? Rebind(Delegate replacement)
    {
        Delegate? bound = null;
        foreach (var single in replacement.GetInvocationList())
        {
            if (TryBind(single) is not { } part)
                return null;

            bound = Delegate.Combine(bound, part);
        }

        return bound;
    }

    private static Delegate? TryBind(Delegate single)
    {
        try
        {
            return Delegate.CreateDelegate(typeof(TDelegate), single.Target, single.Method, throwOnBindFailure: false);
        }
        catch (ArgumentException)
        {
            // Methods without metadata, such as compiled expressions, cannot be bound again whatever their signature.
            return null;
        }
    }

    private bool IsTheMethodItself(Delegate replacement)
        => Method is MethodInfo && (replacement.Target is { } target
            ? target.GetType() == Method.DeclaringType && replacement.Method == Method
            : replacement.Equals(_self ??= TryBindSelf()));

    private TDelegate? TryBindSelf()
    {
        try
        {
            return Bind(Method, target: null);
        }
        catch (Exception exception) when (exception is NotSupportedException or ArgumentException)
        {
            // What only unmanaged code calls has no delegate under NativeAOT, a generic virtual method none without an instance, and a local
            // function has more parameters where it has captured something, so that no replacement can be one.
            return null;
        }
    }
}
