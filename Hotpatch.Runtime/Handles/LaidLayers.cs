namespace Hotpatch.Handles;

/// <summary>Layers with what they have made of what lay below, to be found by both. Not thread safe.</summary>
internal sealed class LaidLayers
{
    private readonly Dictionary<Layer, List<HandleState.LaidLayer>> _layers = [];

    /// <param name="layers">The layers.</param>
    public LaidLayers(IReadOnlyList<HandleState.LaidLayer> layers)
    {
        foreach (var layer in layers)
            Add(layer);
    }

    /// <summary>Adds one.</summary>
    public void Add(HandleState.LaidLayer laid)
    {
        if (!_layers.TryGetValue(laid.Layer, out var list))
            _layers.Add(laid.Layer, list = []);

        list.Add(laid);
    }

    /// <summary>What a layer has made of something; null where it has not been laid over it.</summary>
    public Delegate? Find(Layer layer, Delegate below)
        => _layers.TryGetValue(layer, out var list) && list.Find(laid => ReferenceEquals(laid.Below, below)) is { Over: { } over } ? over : null;
}
