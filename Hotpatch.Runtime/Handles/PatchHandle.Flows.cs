using Hotpatch.Handles;
using Hotpatch.Routers;

namespace Hotpatch;

/// <content>Patches that only calls in one flow see.</content>
public abstract partial class PatchHandle
{
    private FlowEntry? _flow;

    /// <summary>Gets the entry of the flow patches; null if the method never had one.</summary>
    internal FlowEntry? FlowOrNull => _flow;

    /// <summary>Gets the entry of the flow patches.</summary>
    internal FlowEntry Flow => _flow ?? Interlocked.CompareExchange(ref _flow, new FlowEntry(this), null) ?? _flow;

    /// <summary>Replaces the method's behaviour for calls in the current flow only. Use this if the signature is only known at run time.</summary>
    /// <param name="replacement">As for <see cref="Patch(Delegate)"/>.</param>
    /// <param name="owner">The name of who is responsible for the patch; null for none.</param>
    /// <returns>The patch; dispose it to end it.</returns>
    /// <remarks><see cref="PatchHandle{TDelegate}.PatchFlow(TDelegate, string?)"/> describes which calls see the patch.</remarks>
    /// <exception cref="InvalidReplacementException">As for <see cref="Patch(Delegate)"/>.</exception>
    /// <exception cref="PatchException">
    /// The method has no original for the other calls: <see cref="HasOriginal"/> is false. Or the program was compiled ahead of time without the
    /// code that picks a target for each call.
    /// </exception>
    public FlowPatch PatchFlow(Delegate replacement, string? owner = null) => BeginFlow(Conform(replacement), owner);

    /// <summary>Adds a layer for calls in the current flow only. Use this if the signature is only known at run time.</summary>
    /// <param name="wrapper">
    /// Makes the delegate to run from the delegate below the layer, which is of <see cref="DelegateType"/>. Hotpatch calls it once, on this thread.
    /// </param>
    /// <param name="owner">The name of who is responsible for the patch; null for none.</param>
    /// <returns>The patch; dispose it to end it.</returns>
    /// <remarks><see cref="PatchHandle{TDelegate}.WrapFlow(Func{TDelegate, TDelegate}, string?)"/> describes what lies below the layer.</remarks>
    /// <exception cref="InvalidReplacementException">
    /// <paramref name="wrapper"/> is null, or returns null, a delegate that doesn't fit, or the patchable method itself. Nothing has changed.
    /// </exception>
    /// <exception cref="PatchException">As for <see cref="PatchFlow(Delegate, string?)"/>.</exception>
    public FlowPatch WrapFlow(Func<Delegate, Delegate> wrapper, string? owner = null) => BeginFlowLayer(wrapper, owner);

    /// <summary>Begins a flow patch in the current flow.</summary>
    private protected FlowPatch BeginFlow(Delegate target, string? owner)
    {
        RequireRouting();
        return BeginFlow(new FlowFrame(Flow), target, owner);
    }

    private protected FlowPatch BeginFlowLayer(Func<Delegate, Delegate?>? wrapper, string? owner)
    {
        RequireRouting();
        var frame = new FlowFrame(Flow);
        return BeginFlow(frame, FlowLayerOf(wrapper, frame), owner);
    }

    /// <summary>Returns the target for calls in the flow of a frame, if a layer is laid there.</summary>
    internal Delegate FlowLayerOf(Func<Delegate, Delegate?>? wrapper, FlowFrame frame)
    {
        RequireRouting();
        return LayerOf(wrapper, priority: 0).Over(Flow.Below(frame));
    }

    /// <summary>Ends a flow patch.</summary>
    internal void EndFlow(FlowPatch patch, FlowFrame frame)
    {
        frame.End();
        LeaveFlow(patch);
    }

    /// <summary>Removes a flow patch whose frame has ended.</summary>
    internal void LeaveFlow(FlowPatch patch)
    {
        Flow.Remove(patch);
        ChangeQuietly(StackEdit.LeaveFlow());
    }

    /// <summary>Adds the patch of this instantiation to the frame of all instantiations.</summary>
    internal FlowPatch EnterFlow(FlowFrame frame, Delegate target, GenericFlowPatch all)
    {
        RequireRouting();
        var patch = new FlowPatch(this, frame, all.Owner, all);
        ChangeQuietly(Flow.Enter);
        Flow.Add(patch);
        frame.Add(Flow, target);
        return patch;
    }

    private FlowPatch BeginFlow(FlowFrame frame, Delegate target, string? owner)
    {
        var patch = new FlowPatch(this, frame, owner);

        // First the entry, then the frame: from then on, calls see it.
        ChangeQuietly(Flow.Enter);
        Flow.Add(patch);
        frame.Begin(target);
        return patch;
    }

    /// <summary>Makes a change that no call outside of a flow notices: without waiting for running calls, and without events.</summary>
    internal void ChangeQuietly(StackEdit edit)
    {
        if (!TryChangeSimply(edit, isTold: false))
            ChangeRun.Force(new HandleChange(this, edit));
    }
}
