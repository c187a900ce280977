using System.ComponentModel;
using System.Reflection;
using Hotpatch.Handles;
using Hotpatch.Naming;

namespace Hotpatch;

/// <summary>A patchable method as an object whose replacements are checked by the compiler.</summary>
/// <typeparam name="TDelegate">
/// The method's signature: <c>Func&lt;int, int, int&gt;</c> for <c>static int Add(int a, int b)</c>. For an instance method, the first parameter is
/// the instance: <c>Func&lt;PriceService, int, decimal&gt;</c> for <c>PriceService.Quote(int)</c>.
/// </typeparam>
/// <remarks>Thread safe. <see cref="PatchHandle"/> describes when a change takes effect.</remarks>
/// <example>
/// <code>
/// PatchHandle&lt;Func&lt;int, int, int&gt;&gt; add = Patchable.For(Calculator.Add);
/// add.Patch((a, b) => add.Original(a, b) + 1);
/// using (add.PatchScoped((a, b) => 0))
/// {
///     // Calculator.Add returns 0
/// }
/// add.Restore();
/// </code>
/// </example>
public sealed partial class PatchHandle<TDelegate> : PatchHandle
    where TDelegate : Delegate
{
    private const string DoesNotFit
        = "The replacement doesn't have the method's signature. Pass a delegate of the handle's type. If the type is only known at run time, use PatchHandle.";

    private TDelegate? _original;
    private Delegate? _self;

    internal PatchHandle(Slot slot, MethodReference stub, MethodReference? original, MethodReference? target = null)
        : base(slot, stub, target)
        => OriginalMethod = original;

    /// <inheritdoc/>
    public override Type DelegateType => typeof(TDelegate);

    /// <inheritdoc/>
    public override bool HasOriginal => OriginalMethod is not null;

    /// <summary>Gets a delegate that runs the method's source body, whether or not the method is patched. A replacement can call it.</summary>
    /// <exception cref="PatchException">The method has no original: <see cref="HasOriginal"/> is false.</exception>
    public new TDelegate Original => _original ?? Interlocked.CompareExchange(ref _original, BindOriginal(), null) ?? _original;

    /// <summary>Gets the delegate that a call runs now: the topmost replacement or <see cref="Original"/>, with the layers around it.</summary>
    /// <exception cref="PatchException">The method is not patched, and <see cref="HasOriginal"/> is false.</exception>
    public new TDelegate Current => (TDelegate)base.Current;

    /// <summary>Replaces the method's behaviour from now on. Removes the replacement of an earlier <c>Patch</c>.</summary>
    /// <param name="replacement">The delegate to run instead of the method.</param>
    /// <exception cref="InvalidReplacementException">
    /// <paramref name="replacement"/> is null, or is the patchable method itself. Nothing has changed.
    /// </exception>
    /// <exception cref="PatchDeadlockException">
    /// The method is not <see cref="Consistency.Immediate"/>, and a call of it is running on this thread; or a wrapper of the method makes the
    /// change.
    /// </exception>
    public void Patch(TDelegate replacement) => Change(StackEdit.Set(Conform(replacement)));

    /// <summary>Replaces the method's behaviour until the scope is disposed. The new replacement goes on top; earlier ones stay beneath it.</summary>
    /// <param name="replacement">The delegate to run instead of the method.</param>
    /// <returns>The scope; dispose it to remove the replacement.</returns>
    /// <exception cref="InvalidReplacementException">As for <see cref="Patch(TDelegate)"/>.</exception>
    /// <exception cref="PatchDeadlockException">
    /// The method is not <see cref="Consistency.Immediate"/>, and a call of it is running on this thread; or a wrapper of the method makes the
    /// change.
    /// </exception>
    public PatchScope PatchScoped(TDelegate replacement) => BeginScope(Conform(replacement));

    /// <summary>Replaces the method's behaviour from now on, with an owner and at a place among the replacements of other owners.</summary>
    /// <param name="replacement">The delegate to run instead of the method.</param>
    /// <param name="options">The owner, the place, and how long to wait.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="InvalidReplacementException">As for <see cref="Patch(TDelegate)"/>.</exception>
    /// <exception cref="PatchException">The owners of the method's replacements name each other in a cycle. Nothing has changed.</exception>
    /// <exception cref="PatchDeadlockException">As for <see cref="Patch(TDelegate)"/>.</exception>
    /// <exception cref="PatchTimeoutException">Calls are still running after <see cref="PatchOptions.WaitTime"/>. Nothing has changed.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled. Nothing has changed.</exception>
    public void Patch(TDelegate replacement, PatchOptions options) => Set(Conform(replacement), options);

    /// <summary>Replaces the method's behaviour until the scope is disposed, with an owner and at a place among the replacements of other owners.</summary>
    /// <param name="replacement">The delegate to run instead of the method.</param>
    /// <param name="options">The owner, the place, and how long to wait.</param>
    /// <returns>The scope; dispose it to remove the replacement. Disposing waits without limit.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="InvalidReplacementException">As for <see cref="Patch(TDelegate)"/>.</exception>
    /// <exception cref="PatchException">The owners of the method's replacements name each other in a cycle. Nothing has changed.</exception>
    /// <exception cref="PatchDeadlockException">As for <see cref="PatchScoped(TDelegate)"/>.</exception>
    /// <exception cref="PatchTimeoutException">Calls are still running after <see cref="PatchOptions.WaitTime"/>. Nothing has changed.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled. Nothing has changed.</exception>
    public PatchScope PatchScoped(TDelegate replacement, PatchOptions options) => BeginScope(Conform(replacement), options);

    // Without the next members, a lambda of the wrong type would bind to the base class's methods, and fail at run time.

    /// <summary>
    /// Makes a replacement that doesn't fit a compile-time error. For a delegate whose type is only known at run time, use <see cref="PatchHandle"/>.
    /// </summary>
    /// <param name="replacement">As for <see cref="PatchHandle.Patch(Delegate)"/>.</param>
    [Obsolete(DoesNotFit, error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public new void Patch(Delegate replacement) => base.Patch(replacement);

    /// <summary>
    /// Makes a replacement that doesn't fit a compile-time error. For a delegate whose type is only known at run time, use <see cref="PatchHandle"/>.
    /// </summary>
    /// <param name="replacement">As for <see cref="PatchHandle.PatchScoped(Delegate)"/>.</param>
    /// <returns>As for <see cref="PatchHandle.PatchScoped(Delegate)"/>.</returns>
    [Obsolete(DoesNotFit, error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public new PatchScope PatchScoped(Delegate replacement) => base.PatchScoped(replacement);

    /// <summary>
    /// Makes a replacement that doesn't fit a compile-time error. For a delegate whose type is only known at run time, use <see cref="PatchHandle"/>.
    /// </summary>
    /// <param name="replacement">As for <see cref="PatchHandle.PatchScoped(Delegate, PatchOptions)"/>.</param>
    /// <param name="options">As for <see cref="PatchHandle.PatchScoped(Delegate, PatchOptions)"/>.</param>
    /// <returns>As for <see cref="PatchHandle.PatchScoped(Delegate, PatchOptions)"/>.</returns>
    [Obsolete(DoesNotFit, error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public new PatchScope PatchScoped(Delegate replacement, PatchOptions options) => base.PatchScoped(replacement, options);

    /// <summary>
    /// Makes a replacement that doesn't fit a compile-time error. For a delegate whose type is only known at run time, use <see cref="PatchHandle"/>.
    /// </summary>
    /// <param name="replacement">As for <see cref="PatchHandle.Patch(Delegate, PatchOptions)"/>.</param>
    /// <param name="options">As for <see cref="PatchHandle.Patch(Delegate, PatchOptions)"/>.</param>
    [Obsolete(DoesNotFit, error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public new void Patch(Delegate replacement, PatchOptions options) => base.Patch(replacement, options);

    internal override MethodReference? OriginalMethod { get; }

    private protected override Delegate GetOriginal() => Original;

    internal override Delegate Conform(Delegate? replacement)
    {
        if (replacement is null)
            throw Refused("null was found", "To put the original back, call Restore.");

        if ((replacement as TDelegate ?? DelegateBinding.TryRebind(typeof(TDelegate), replacement)) is not { } conforming)
            throw Refused($"{DelegateText.Describe(replacement)} was found", "Pass a delegate with the expected signature.");

        if (IsTheMethodItself(conforming))
            throw Refused("the method itself was found, which would call itself without end", "To run the source body, pass Original.");

        return conforming;
    }

    private InvalidReplacementException Refused(string found, string wayOut)
        => new($"{Name}: a replacement of type {DelegateText.Describe(typeof(TDelegate))} was expected, but {found}. {wayOut}");

    private TDelegate BindOriginal()
        => OriginalMethod is { } original
            ? Bind(original.Resolve(), LambdaInstance.For(original.Resolve(), typeof(TDelegate)))
            : throw new PatchException(
                $"{Name}: an original was expected, but this method has none that can be called: {WithoutOriginal.ReasonOf(Method)}.");

    // If the signature has the instance, the delegate is an open one and the target is null. Otherwise the method is a lambda's, and has a target.
    private static TDelegate Bind(MethodBase method, object? target) => (TDelegate)((MethodInfo)method).CreateDelegate(typeof(TDelegate), target);

    // The handle over the calls of all assemblies has no stub: its method is the one that calls run anyway.
    private bool IsTheMethodItself(Delegate replacement)
        => Calls is null && Stub is MethodInfo stub && (replacement.Target is { } target
            ? target.GetType() == stub.DeclaringType && replacement.Method == stub
            : replacement.Equals(_self ??= TryBindSelf()));

    private TDelegate? TryBindSelf()
    {
        try
        {
            return Bind(Stub, target: null);
        }
        catch (Exception exception) when (exception is NotSupportedException or ArgumentException)
        {
            // Some methods have no delegate of this type, so that no replacement can be the method itself: under NativeAOT, a method that only unmanaged
            // code calls; a generic virtual method without an instance; a local function that captures variables, which are further parameters.
            return null;
        }
    }
}
