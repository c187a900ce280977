namespace Hotpatch.Handles;

/// <summary>The entries of a state that is being made. Not thread safe.</summary>
/// <param name="state">What to begin with.</param>
internal sealed class StackDraft(HandleState state)
{
    private readonly List<Replacement> _replacements = [.. state.Replacements];
    private readonly List<Layer> _layers = LayersOf(state);

    /// <summary>The topmost first.</summary>
    public IReadOnlyList<Replacement> Replacements => _replacements;

    /// <summary>That which <c>Patch</c> has set.</summary>
    public Replacement? Patched { get; private set; } = state.Patched;

    /// <summary>The outermost first.</summary>
    public IReadOnlyList<Layer> Layers => _layers;

    /// <summary>How often everything has been taken out.</summary>
    public int Clears { get; private set; } = state.Clears;

    /// <summary>Takes everything out.</summary>
    public void Clear()
    {
        _replacements.Clear();
        _layers.Clear();
        Patched = null;
        Clears++;
    }

    /// <summary>Puts a replacement on top in place of the one that was set before.</summary>
    public void Set(Replacement replacement)
    {
        if (Patched is not null)
            _replacements.Remove(Patched);

        _replacements.Insert(0, replacement);
        Patched = replacement;
    }

    /// <summary>Takes an entry out and puts another in.</summary>
    public void Exchange(StackEntry? ended, StackEntry? begun)
    {
        if (ended is null || begun is null || !ended.HasRankOf(begun) || !TryReplace(ended, begun))
        {
            Remove(ended);
            Insert(begun);
        }
    }

    /// <summary>
    /// Takes out what an edit has put in. What it had taken out comes back beneath all that has come since, unless everything has been taken out since.
    /// </summary>
    public void PutBack(HandleState before, HandleState after)
    {
        foreach (var entry in after.Replacements.Except(before.Replacements))
            Remove(entry);

        var layersAfter = after.Layers.Select(laid => laid.Layer).ToArray();
        var layersBefore = before.Layers.Select(laid => laid.Layer).ToArray();
        foreach (var layer in layersAfter.Except(layersBefore))
            Remove(layer);

        if (Clears != after.Clears)
            return;

        var isPatchedSince = Patched is not null;
        var replacementsAfter = new HashSet<Replacement>(after.Replacements);
        PutBack(_replacements, before.Replacements, entry => replacementsAfter.Contains(entry) || (isPatchedSince && entry == before.Patched));
        PutBack(_layers, layersBefore, new HashSet<Layer>(layersAfter).Contains);
        if (!isPatchedSince)
            Patched = before.Patched;
    }

    private static List<Layer> LayersOf(HandleState state)
    {
        var layers = new List<Layer>(state.Layers.Count + 1);
        foreach (var laid in state.Layers)
            layers.Add(laid.Layer);

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
        if (Patched == (StackEntry)before)
            Patched = after as Replacement;

        return true;
    }

    private void Remove(StackEntry? entry)
    {
        if (entry is Layer layer)
            _layers.Remove(layer);
        else if (entry is Replacement replacement)
            _replacements.Remove(replacement);

        if (Patched == entry)
            Patched = null;
    }

    private void Insert(StackEntry? entry)
    {
        if (entry is Layer layer)
            Insert(_layers, layer);
        else if (entry is Replacement replacement)
            Insert(_replacements, replacement);
    }

    /// <summary>As high as its rank allows: beneath the lowest of those that must lie above it.</summary>
    private static void Insert<TEntry>(List<TEntry> entries, TEntry entry)
        where TEntry : StackEntry
        => entries.Insert(entries.FindLastIndex(other => other.IsAbove(entry)) + 1, entry);
}
