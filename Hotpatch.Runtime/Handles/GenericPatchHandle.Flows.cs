using Hotpatch.Handles;

namespace Hotpatch;

/// <content>Patches of all instantiations that only calls in one flow see.</content>
public sealed partial class GenericPatchHandle
{
    /// <summary>
    /// Patches all instantiations for calls in the current flow only: those in use now, and each later one when it comes into use. All other calls run what
    /// they ran.
    /// </summary>
    /// <param name="factory">As for <see cref="Patch(Func{PatchHandle, IReadOnlyList{Type}, Delegate})"/>.</param>
    /// <param name="owner">The name of who is responsible for the patch; null for none.</param>
    /// <returns>The patch; dispose it to end it.</returns>
    /// <remarks><see cref="PatchHandle{TDelegate}.PatchFlow(TDelegate, string?)"/> describes which calls see the patch.</remarks>
    /// <exception cref="InvalidReplacementException">
    /// <paramref name="factory"/> is null, or a replacement doesn't fit its instantiation. Nothing has changed.
    /// </exception>
    /// <exception cref="PatchException">
    /// The method has no original for the other calls, or the program was compiled ahead of time without the code that picks a target for each call.
    /// </exception>
    /// <example>
    /// <code>
    /// using (Patchable.ForAll(typeof(Repository&lt;&gt;), "Count").PatchFlow((handle, types) => Stubs.CountOf(types[0])))
    /// {
    ///     // in this test, every repository is counted by a stub
    /// }
    /// </code>
    /// </example>
    public GenericFlowPatch PatchFlow(Func<PatchHandle, IReadOnlyList<Type>, Delegate?> factory, string? owner = null)
    {
        RequireReplacements(factory);
        return new GenericFlowPatch(this, (handle, types, _) => factory(handle, types) is { } replacement ? handle.Conform(replacement) : null, owner).Begin();
    }

    /// <summary>
    /// Adds a layer to all instantiations for calls in the current flow only: those in use now, and each later one when it comes into use.
    /// </summary>
    /// <param name="factory">As for <see cref="Wrap(Func{PatchHandle, IReadOnlyList{Type}, Func{Delegate, Delegate}}, int)"/>.</param>
    /// <param name="owner">The name of who is responsible for the patch; null for none.</param>
    /// <returns>The patch; dispose it to end it.</returns>
    /// <remarks><see cref="PatchHandle{TDelegate}.WrapFlow(Func{TDelegate, TDelegate}, string?)"/> describes what lies below the layer.</remarks>
    /// <exception cref="InvalidReplacementException">
    /// <paramref name="factory"/> is null, or a wrapper returns null or a delegate that doesn't fit. Nothing has changed.
    /// </exception>
    /// <exception cref="PatchException">As for <see cref="PatchFlow"/>.</exception>
    public GenericFlowPatch WrapFlow(Func<PatchHandle, IReadOnlyList<Type>, Func<Delegate, Delegate>?> factory, string? owner = null)
    {
        RequireWrappers(factory);
        return new GenericFlowPatch(this, (handle, types, frame) => factory(handle, types) is { } wrapper ? handle.FlowLayerOf(wrapper, frame) : null, owner).Begin();
    }

    /// <summary>Adds a factory without waiting for running calls, and without events.</summary>
    internal void BeginAtOnce(FactoryEntry entry) => ChangeRun.Force(new GenericChange(this, ended: null, entry));
}
