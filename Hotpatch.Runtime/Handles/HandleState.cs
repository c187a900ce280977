namespace Hotpatch.Handles;

/// <summary>The state of a handle: its replacements, its layers, and the delegate that runs. Immutable: a change creates a new state.</summary>
/// <param name="replacements">The replacements, the topmost first.</param>
/// <param name="setByPatch">The replacement that <c>Patch</c> set; null if there is none.</param>
/// <param name="layers">The other entries, the outermost first, each with its result for the delegate below it.</param>
/// <param name="clears">How many times everything was removed.</param>
/// <param name="flows">How many flow patches there are. If there are any, the handle's <see cref="FlowEntry"/> is among the layers.</param>
internal sealed class HandleState(
    IReadOnlyList<Replacement> replacements, Replacement? setByPatch, IReadOnlyList<HandleState.AppliedLayer> layers, int clears, int flows = 0)
{
    private HandleState? _more;

    /// <summary>Gets the state of a method that runs its original.</summary>
    public static HandleState Unpatched { get; } = new([], setByPatch: null, [], clears: 0);

    public IReadOnlyList<Replacement> Replacements => replacements;

    public Replacement? SetByPatch => setByPatch;

    public IReadOnlyList<AppliedLayer> Layers => layers;

    public int Clears => clears;

    public int Flows => flows;

    /// <summary>Gets the state that differs from this one only in having one flow patch less; null if it is not known.</summary>
    public HandleState? Less { get; private init; }

    /// <summary>Gets the delegate that the slot holds; null if the original runs.</summary>
    public Delegate? Running { get; } = layers.Count > 0 ? layers[0].Over : replacements.Count > 0 ? replacements[0].Delegate : null;

    /// <summary>Gets the delegate that runs below the observers; null if the original runs.</summary>
    public Delegate? Observed
        => layers.FirstOrDefault(applied => applied.Layer.Kind != PatchKind.Observer) is { } outermost ? outermost.Over
            : replacements.Count > 0 ? replacements[0].Delegate
            : null;

    /// <summary>Gets whether calls outside of flow patches run something else than the original. Observers and shadows change nothing.</summary>
    public bool IsPatched => replacements.Count > 0 || layers.Any(applied => applied.Layer.Kind is not (PatchKind.Observer or PatchKind.Flow or PatchKind.Shadow));

    /// <summary>Gets the delegate that calls run if no flow patch holds for them, within the layers; null if there are no flow patches.</summary>
    public Delegate? BelowFlow => layers.FirstOrDefault(applied => applied.Layer.Kind == PatchKind.Flow)?.Below;

    /// <summary>Gets all entries, the outermost first.</summary>
    public IEnumerable<StackEntry> Entries => layers.Select(applied => (StackEntry)applied.Layer).Concat(replacements);

    /// <summary>Gets the patches of single instances, with their targets.</summary>
    public IReadOnlyList<(InstancePatch Patch, Delegate Target, long Runs)> InstancePatches
        => layers.Select(applied => applied.Layer).OfType<InstanceEntry>().FirstOrDefault()?.Patches ?? [];

    /// <summary>Returns the layer that has a given number of layers below it; null if there are not so many.</summary>
    public AppliedLayer? FromBelow(int number) => number < layers.Count ? layers[layers.Count - 1 - number] : null;

    /// <summary>Returns the state with one flow patch more. Only for states that have one.</summary>
    /// <remarks>Always returns the same state, so that tests that patch their flows again and again allocate little.</remarks>
    public HandleState More() => _more ??= new HandleState(replacements, setByPatch, layers, clears, flows + 1) { Less = this };

    /// <summary>Returns this state with its first flow patch. Only for states without layers.</summary>
    public HandleState First(AppliedLayer flow) => new(replacements, setByPatch, new[] { flow }, clears, flows: 1) { Less = this };

    /// <summary>A layer in its place.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="below">The delegate below the layer.</param>
    /// <param name="over">The delegate that the layer made of it.</param>
    internal sealed class AppliedLayer(Layer layer, Delegate below, Delegate over)
    {
        public Layer Layer => layer;

        public Delegate Below => below;

        public Delegate Over => over;
    }
}
