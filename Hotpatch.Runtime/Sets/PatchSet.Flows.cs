using Hotpatch.Gates;

namespace Hotpatch;

/// <content>Flow patches of a set.</content>
public sealed partial class PatchSet : IDisposable
{
    private readonly List<Func<FlowPatch>> _flows = [];
    private readonly List<PatchHandle> _flowHandles = [];
    private readonly List<FlowPatch> _begunFlows = [];

    /// <summary>Adds a flow patch to the set, without applying it: only calls in the flow that applies the set will see it.</summary>
    /// <typeparam name="TDelegate">The method's signature.</typeparam>
    /// <param name="handle">The handle of the method.</param>
    /// <param name="replacement">As for <see cref="PatchHandle{TDelegate}.PatchFlow(TDelegate, string?)"/>.</param>
    /// <returns>This set.</returns>
    /// <remarks>
    /// Apply and revert a set with flow patches by <see cref="Apply()"/> and <see cref="Revert()"/> or <see cref="Dispose"/>: an asynchronous change
    /// doesn't reach the flow of its caller, and is refused.
    /// </remarks>
    /// <exception cref="PatchTargetException"><paramref name="handle"/> is null.</exception>
    /// <exception cref="InvalidReplacementException"><paramref name="replacement"/> is null, or is the patchable method itself.</exception>
    /// <exception cref="PatchException">The set is applied, or is being changed.</exception>
    /// <example>
    /// <code>
    /// using PatchSet seams = new PatchSet()
    ///     .AddFlow(Clock.Patches.Now, () => noon)
    ///     .AddFlow(Files.Patches.Read, path => "text");
    /// seams.Apply();
    /// </code>
    /// </example>
    public PatchSet AddFlow<TDelegate>(PatchHandle<TDelegate> handle, TDelegate replacement)
        where TDelegate : Delegate
    {
        RequireHandle(handle);
        _ = handle.Conform(replacement);
        return AddFlow(handle, () => handle.PatchFlow(replacement, Owner));
    }

    /// <summary>Adds a flow layer to the set, without applying it: only calls in the flow that applies the set will see it.</summary>
    /// <typeparam name="TDelegate">The method's signature.</typeparam>
    /// <param name="handle">The handle of the method.</param>
    /// <param name="wrapper">As for <see cref="PatchHandle{TDelegate}.WrapFlow(Func{TDelegate, TDelegate}, string?)"/>.</param>
    /// <returns>This set.</returns>
    /// <remarks>As for <see cref="AddFlow{TDelegate}(PatchHandle{TDelegate}, TDelegate)"/>.</remarks>
    /// <exception cref="PatchTargetException"><paramref name="handle"/> is null.</exception>
    /// <exception cref="InvalidReplacementException"><paramref name="wrapper"/> is null.</exception>
    /// <exception cref="PatchException">The set is applied or is being changed, or the method has no original that the layer could call.</exception>
    public PatchSet WrapFlow<TDelegate>(PatchHandle<TDelegate> handle, Func<TDelegate, TDelegate> wrapper)
        where TDelegate : Delegate
    {
        RequireHandle(handle);
        _ = handle.LayerOf(wrapper, priority: 0);
        return AddFlow(handle, () => handle.WrapFlow(wrapper, Owner));
    }

    /// <summary>
    /// Reverts the set if it is applied. Waits for running calls as <see cref="Revert()"/> does, unless one of them is on this thread: then reverts
    /// without waiting.
    /// </summary>
    /// <exception cref="PatchException">The set is being changed.</exception>
    public void Dispose()
    {
        if (!IsApplied)
            return;

        if (Handles.Any(handle => handle.Gate is { } gate && gate.IsThisThreadInside()))
            ForceRevert();
        else
            Revert();
    }

    private PatchSet AddFlow(PatchHandle handle, Func<FlowPatch> begin)
    {
        lock (_lock)
        {
            Require(State.Open);
            _flowHandles.Add(handle);
            _flows.Add(begin);
        }

        return this;
    }
}
