namespace Hotpatch.Handles;

/// <summary>The factories of a generic handle. It never changes; a change makes another.</summary>
/// <param name="factories">All of them, the oldest first.</param>
/// <param name="patched">That among them which the public <c>Patch</c> has set.</param>
internal sealed class GenericState(IReadOnlyList<FactoryEntry> factories, FactoryEntry? patched)
{
    public static GenericState Unpatched { get; } = new([], patched: null);

    public IReadOnlyList<FactoryEntry> Factories => factories;

    public FactoryEntry? Patched => patched;

    /// <summary>Without one factory, and with another in its place, or, as entries that <c>Patch</c> sets go to the top, as the newest.</summary>
    public GenericState Exchange(FactoryEntry? ended, FactoryEntry? begun, bool isPatch)
    {
        var list = factories.ToList();
        var place = ended is null ? -1 : list.IndexOf(ended);
        if (place >= 0)
            list.RemoveAt(place);

        if (begun is not null)
            list.Insert(place >= 0 && !isPatch ? place : list.Count, begun);

        return new GenericState(list, isPatch ? begun : patched);
    }

    /// <summary>Undoes <see cref="Exchange"/> when others have come or gone since; what has gone since stays gone.</summary>
    public GenericState PutBack(FactoryEntry? ended, FactoryEntry? begun, bool isPatch)
        => (begun is not null && !factories.Contains(begun)) || (isPatch && patched != begun) ? this : Exchange(begun, ended, isPatch);
}
