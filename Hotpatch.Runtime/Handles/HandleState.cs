namespace Hotpatch.Handles;

/// <summary>What a handle has: its replacements, the layers over them, and what runs. It never changes; a change makes another.</summary>
/// <param name="replacements">The replacements, the topmost first.</param>
/// <param name="patched">That among them which <c>Patch</c> has set; null where there is none.</param>
/// <param name="layers">The layers, the outermost first, each with what it made of what lies below.</param>
/// <param name="clears">How often everything has been taken out.</param>
internal sealed class HandleState(
    IReadOnlyList<Replacement> replacements, Replacement? patched, IReadOnlyList<HandleState.LaidLayer> layers, int clears)
{
    /// <summary>Only the original.</summary>
    public static HandleState Unpatched { get; } = new([], patched: null, [], clears: 0);

    public IReadOnlyList<Replacement> Replacements => replacements;

    public Replacement? Patched => patched;

    public IReadOnlyList<LaidLayer> Layers => layers;

    public int Clears => clears;

    /// <summary>What runs; null for the original.</summary>
    public Delegate? Running { get; } = layers.Count > 0 ? layers[0].Over : replacements.Count > 0 ? replacements[0].Delegate : null;

    /// <summary>A layer by the number of those below it; null where there are not so many.</summary>
    public LaidLayer? FromBelow(int number) => number < layers.Count ? layers[layers.Count - 1 - number] : null;

    /// <summary>A layer in its place.</summary>
    internal sealed record LaidLayer(Layer Layer, Delegate Below, Delegate Over);
}
