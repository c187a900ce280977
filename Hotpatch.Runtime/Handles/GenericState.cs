namespace Hotpatch.Handles;

/// <summary>The factories of a generic handle. Immutable: a change creates a new state.</summary>
/// <param name="factories">All factories, the oldest first.</param>
/// <param name="setByPatch">The factory that the public <c>Patch</c> set; null if there is none.</param>
internal sealed class GenericState(IReadOnlyList<FactoryEntry> factories, FactoryEntry? setByPatch)
{
    public static GenericState Unpatched { get; } = new([], setByPatch: null);

    public IReadOnlyList<FactoryEntry> Factories => factories;

    public FactoryEntry? SetByPatch => setByPatch;

    /// <summary>Returns a state in which one factory takes the place of another.</summary>
    /// <param name="ended">The factory to remove; null, or one that is no longer there, for none.</param>
    /// <param name="begun">The factory to add; null for none.</param>
    /// <param name="isPatch">Whether the public <c>Patch</c> or <c>Restore</c> makes the change. Then the new factory is added as the newest.</param>
    public GenericState Exchange(FactoryEntry? ended, FactoryEntry? begun, bool isPatch)
    {
        var list = factories.ToList();
        var place = ended is null ? -1 : list.IndexOf(ended);
        if (place >= 0)
            list.RemoveAt(place);

        if (begun is not null)
            list.Insert(place >= 0 && !isPatch ? place : list.Count, begun);

        return new GenericState(list, isPatch ? begun : setByPatch);
    }

    /// <summary>
    /// Undoes <see cref="Exchange"/> if other factories were added or removed since. Factories that others removed since stay removed.
    /// </summary>
    /// <param name="ended">The factory that comes back.</param>
    /// <param name="begun">The factory to remove.</param>
    /// <param name="isPatch">As for <see cref="Exchange"/>.</param>
    public GenericState PutBack(FactoryEntry? ended, FactoryEntry? begun, bool isPatch)
        => (begun is not null && !factories.Contains(begun)) || (isPatch && setByPatch != begun) ? this : Exchange(begun, ended, isPatch);
}
