namespace Hotpatch.Handles;

/// <summary>The entries of a new state while an edit builds it. Not thread safe.</summary>
/// <param name="state">The state to start from.</param>
internal sealed class StackDraft(HandleState state)
{
    private readonly List<Replacement> _replacements = [.. state.Replacements];
    private readonly List<Layer> _layers = LayersOf(state);

    /// <summary>Gets the replacements, the topmost first.</summary>
    public IReadOnlyList<Replacement> Replacements => _replacements;

    /// <summary>Gets the replacement that <c>Patch</c> set; null if there is none.</summary>
    public Replacement? SetByPatch { get; private set; } = state.SetByPatch;

    /// <summary>Gets the layers, the outermost first.</summary>
    public IReadOnlyList<Layer> Layers => _layers;

    /// <summary>Gets how many times everything was removed.</summary>
    public int Clears { get; private set; } = state.Clears;

    /// <summary>Gets how many flow patches there are.</summary>
    public int Flows { get; private set; } = state.Flows;

    /// <summary>Removes everything but flow patches, which end with their scopes, and observers, which change nothing.</summary>
    public void Clear()
    {
        _replacements.Clear();
        _layers.RemoveAll(layer => layer.Kind is not (PatchKind.Observer or PatchKind.Flow));
        SetByPatch = null;
        Clears++;
    }

    /// <summary>Counts flow patches that begin, or that end if the number is negative.</summary>
    public void AddFlows(int number) => Flows += number;

    /// <summary>Puts the entry of the flow patches among the layers if there are any, and brings all into the order of their kinds and owners.</summary>
    public void Settle(FlowEntry? flow)
    {
        if (flow is not null)
            _layers.Remove(flow);

        for (var i = 1; i < _layers.Count; i++)
        {
            if (_layers[i].Kind < _layers[i - 1].Kind)
            {
                Layer[] sorted = [.. _layers.OrderBy(layer => layer.Kind)];
                _layers.Clear();
                _layers.AddRange(sorted);
                break;
            }
        }

        if (Flows > 0)
            Insert(_layers, flow!);

        OwnerOrder.Sort(_layers);
        OwnerOrder.Sort(_replacements);
    }

    /// <summary>Puts a replacement on top, and removes the one that <c>Patch</c> set before.</summary>
    public void Set(Replacement replacement)
    {
        if (SetByPatch is not null)
            _replacements.Remove(SetByPatch);

        if (replacement.IsRanked)
            Insert(_replacements, replacement);
        else
            _replacements.Insert(0, replacement);

        SetByPatch = replacement;
    }

    /// <summary>Removes one entry and adds another. The new entry takes the place of the old one if both have the same rank.</summary>
    public void Exchange(StackEntry? ended, StackEntry? begun)
    {
        if (ended is null || begun is null || !ended.HasRankOf(begun) || !TryReplace(ended, begun))
        {
            Remove(ended);
            Insert(begun);
        }
    }

    /// <summary>Puts another entry in the place of one, if that is still there. An entry of another kind takes the place that its rank gives it.</summary>
    public void Substitute(StackEntry before, StackEntry after)
    {
        if (!_layers.Contains(before) && !_replacements.Contains(before))
            return;

        if (before.Kind != after.Kind || !TryReplace(before, after))
        {
            Remove(before);
            Insert(after);
        }
    }

    /// <summary>
    /// Undoes an edit if other edits were made since. Entries that the edit removed come back beneath newer ones, unless everything was removed
    /// since.
    /// </summary>
    /// <param name="before">The state before the edit.</param>
    /// <param name="after">The state after the edit.</param>
    public void PutBack(HandleState before, HandleState after)
    {
        foreach (var entry in after.Replacements.Except(before.Replacements))
            Remove(entry);

        var layersAfter = after.Layers.Select(applied => applied.Layer).ToArray();
        var layersBefore = before.Layers.Select(applied => applied.Layer).ToArray();
        foreach (var layer in layersAfter.Except(layersBefore))
            Remove(layer);

        if (Clears != after.Clears)
            return;

        var isPatchedSince = SetByPatch is not null;
        var replacementsAfter = new HashSet<Replacement>(after.Replacements);
        PutBack(_replacements, before.Replacements, entry => replacementsAfter.Contains(entry) || (isPatchedSince && entry == before.SetByPatch));
        PutBack(_layers, layersBefore, new HashSet<Layer>(layersAfter).Contains);
        if (!isPatchedSince)
            SetByPatch = before.SetByPatch;
    }

    /// <summary>Inserts an entry as high as its rank allows: right beneath the lowest entry that must lie above it.</summary>
    internal static void Insert<TEntry>(List<TEntry> entries, TEntry entry)
        where TEntry : StackEntry
        => entries.Insert(entries.FindLastIndex(other => other.IsAbove(entry)) + 1, entry);

    private static List<Layer> LayersOf(HandleState state)
    {
        var layers = new List<Layer>(state.Layers.Count + 1);
        foreach (var applied in state.Layers)
            layers.Add(applied.Layer);

        return layers;
    }

    private static void PutBack<TEntry>(List<TEntry> entries, IReadOnlyList<TEntry> before, Predicate<TEntry> isLeftOut)
        where TEntry : StackEntry
    {
        var beneath = new HashSet<TEntry>();
        for (var i = before.Count - 1; i >= 0; i--)
        {
            if (!isLeftOut(before[i]))
            {
                var place = entries.FindIndex(beneath.Contains);
                entries.Insert(place >= 0 ? place : entries.Count, before[i]);
            }

            beneath.Add(before[i]);
        }
    }

    private bool TryReplace(StackEntry ended, StackEntry begun)
        => (ended, begun) switch
        {
            (Replacement before, Replacement after) => TryReplace(_replacements, before, after),
            (Layer before, Layer after) => TryReplace(_layers, before, after),
            _ => false,
        };

    private bool TryReplace<TEntry>(List<TEntry> entries, TEntry before, TEntry after)
        where TEntry : StackEntry
    {
        var place = entries.IndexOf(before);
        if (place < 0)
            return false;

        entries[place] = after;
        if (SetByPatch == (StackEntry)before)
            SetByPatch = after as Replacement;

        return true;
    }

    private void Remove(StackEntry? entry)
    {
        if (entry is Layer layer)
            _layers.Remove(layer);
        else if (entry is Replacement replacement)
            _replacements.Remove(replacement);

        if (SetByPatch == entry)
            SetByPatch = null;
    }

    private void Insert(StackEntry? entry)
    {
        if (entry is Layer layer)
            Insert(_layers, layer);
        else if (entry is Replacement replacement)
            Insert(_replacements, replacement);
    }
}
