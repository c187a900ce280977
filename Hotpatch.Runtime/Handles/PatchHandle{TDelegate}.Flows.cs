using System.ComponentModel;

namespace Hotpatch;

/// <content>Patches that only calls in one flow see.</content>
public sealed partial class PatchHandle<TDelegate>
{
    /// <summary>Replaces the method's behaviour for calls in the current flow only, such as one test. All other calls run what they ran.</summary>
    /// <param name="replacement">The delegate to run instead of the method.</param>
    /// <param name="owner">The name of who is responsible for the patch; null for none.</param>
    /// <returns>The patch; dispose it to end it.</returns>
    /// <remarks>
    /// <para>
    /// The flow is that of the <see cref="ExecutionContext"/>: the code after this call in the same method, what it calls and awaits, and the tasks,
    /// threads, timers and parallel loops that it starts. If an <c>async</c> method calls this, its caller doesn't see the patch. Where the flow is
    /// suppressed (<see cref="ExecutionContext.SuppressFlow"/>), started work doesn't see it either.
    /// </para>
    /// <para>
    /// Inside a flow patch of the same method, the new one wins until it is disposed. Layers lie around flow patches; all other patches lie below
    /// them. Waits for nobody, whatever the method's <see cref="Consistency"/>, and raises no <see cref="PatchHandle.Changed"/>: for other calls,
    /// nothing changes. <see cref="PatchHandle.Restore()"/> doesn't end flow patches.
    /// </para>
    /// <para>Thread safe.</para>
    /// </remarks>
    /// <exception cref="InvalidReplacementException">
    /// <paramref name="replacement"/> is null, or is the patchable method itself. Nothing has changed.
    /// </exception>
    /// <exception cref="PatchException">
    /// The method has no original for the other calls: <see cref="PatchHandle.HasOriginal"/> is false. Or the program was compiled ahead of time
    /// without the code that picks a target for each call.
    /// </exception>
    /// <example>
    /// <code>
    /// using (Clock.Patches.Now.PatchFlow(() => noon))
    /// {
    ///     // this test sees noon; tests that run at the same time don't
    /// }
    /// </code>
    /// </example>
    public FlowPatch PatchFlow(TDelegate replacement, string? owner = null) => BeginFlow(Conform(replacement), owner);

    /// <summary>Adds a layer for calls in the current flow only: a delegate that runs instead of what they run now, and can call it.</summary>
    /// <param name="wrapper">
    /// Makes the delegate to run from the delegate below the layer: the next flow patch farther out, or what calls outside the flow run. Hotpatch
    /// calls it once, on this thread; the delegate that it receives follows later changes by itself.
    /// </param>
    /// <param name="owner">The name of who is responsible for the patch; null for none.</param>
    /// <returns>The patch; dispose it to end it.</returns>
    /// <remarks>See <see cref="PatchFlow(TDelegate, string?)"/> for which calls see the layer.</remarks>
    /// <exception cref="InvalidReplacementException">
    /// <paramref name="wrapper"/> is null, or returns null or the patchable method itself. Nothing has changed.
    /// </exception>
    /// <exception cref="PatchException">As for <see cref="PatchFlow(TDelegate, string?)"/>.</exception>
    public FlowPatch WrapFlow(Func<TDelegate, TDelegate> wrapper, string? owner = null) => BeginFlowLayer(Untyped(wrapper), owner);

    /// <summary>
    /// Makes a replacement that doesn't fit a compile-time error. For a delegate whose type is only known at run time, use <see cref="PatchHandle"/>.
    /// </summary>
    /// <param name="replacement">As for <see cref="PatchHandle.PatchFlow(Delegate, string?)"/>.</param>
    /// <param name="owner">As for <see cref="PatchHandle.PatchFlow(Delegate, string?)"/>.</param>
    /// <returns>As for <see cref="PatchHandle.PatchFlow(Delegate, string?)"/>.</returns>
    [Obsolete(DoesNotFit, error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
#pragma warning disable RS0026 // With the same optional parameters, so that it is found whenever the other one does not fit.
    public new FlowPatch PatchFlow(Delegate replacement, string? owner = null) => base.PatchFlow(replacement, owner);
#pragma warning restore RS0026
}
