namespace Hotpatch.Handles;

/// <summary>The state of a handle: its replacements, its layers, and the delegate that runs. Immutable: a change creates a new state.</summary>
/// <param name="replacements">The replacements, the topmost first.</param>
/// <param name="setByPatch">The replacement that <c>Patch</c> set; null if there is none.</param>
/// <param name="layers">The layers, the outermost first, each with its result for the delegate below it.</param>
/// <param name="clears">How many times everything was removed.</param>
internal sealed class HandleState(
    IReadOnlyList<Replacement> replacements, Replacement? setByPatch, IReadOnlyList<HandleState.AppliedLayer> layers, int clears)
{
    /// <summary>Gets the state of a method that runs its original.</summary>
    public static HandleState Unpatched { get; } = new([], setByPatch: null, [], clears: 0);

    public IReadOnlyList<Replacement> Replacements => replacements;

    public Replacement? SetByPatch => setByPatch;

    public IReadOnlyList<AppliedLayer> Layers => layers;

    public int Clears => clears;

    /// <summary>Gets the delegate that the slot holds; null if the original runs.</summary>
    public Delegate? Running { get; } = layers.Count > 0 ? layers[0].Over : replacements.Count > 0 ? replacements[0].Delegate : null;

    /// <summary>Returns the layer that has a given number of layers below it; null if there are not so many.</summary>
    public AppliedLayer? FromBelow(int number) => number < layers.Count ? layers[layers.Count - 1 - number] : null;

    /// <summary>A layer in its place.</summary>
    /// <param name="Layer">The layer.</param>
    /// <param name="Below">The delegate below the layer.</param>
    /// <param name="Over">The delegate that the layer made of it.</param>
    internal sealed record AppliedLayer(Layer Layer, Delegate Below, Delegate Over);
}
