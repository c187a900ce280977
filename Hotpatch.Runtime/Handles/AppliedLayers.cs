namespace Hotpatch.Handles;

/// <summary>Finds the result that a layer had for a given delegate below it. Not thread safe.</summary>
internal sealed class AppliedLayers
{
    private readonly Dictionary<Layer, List<HandleState.AppliedLayer>> _layers = [];

    /// <param name="layers">The layers and their results.</param>
    public AppliedLayers(IReadOnlyList<HandleState.AppliedLayer> layers)
    {
        foreach (var layer in layers)
            Add(layer);
    }

    /// <summary>Adds a layer and its result.</summary>
    public void Add(HandleState.AppliedLayer applied)
    {
        if (!_layers.TryGetValue(applied.Layer, out var list))
            _layers.Add(applied.Layer, list = []);

        list.Add(applied);
    }

    /// <summary>Returns the result of a layer for the delegate below it; null if the layer was not applied to that delegate.</summary>
    public Delegate? Find(Layer layer, Delegate below)
        => _layers.TryGetValue(layer, out var list) && list.Find(applied => ReferenceEquals(applied.Below, below)) is { Over: { } over } ? over : null;
}
