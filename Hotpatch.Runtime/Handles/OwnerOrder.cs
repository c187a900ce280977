namespace Hotpatch.Handles;

/// <summary>Brings entries into an order in which each lies before and after the owners that it names.</summary>
internal static class OwnerOrder
{
    /// <summary>Sorts entries of one list, if one of them names an owner. Entries that nothing relates keep their order.</summary>
    /// <param name="entries">The entries, the outermost first.</param>
    /// <exception cref="PatchException">The entries' wishes are a cycle.</exception>
    public static void Sort<TEntry>(List<TEntry> entries)
        where TEntry : StackEntry
    {
        if (!entries.Exists(entry => entry.Before.Count > 0 || entry.After.Count > 0))
            return;

        // Begin with the order that priorities and age give, so that the result doesn't depend on earlier wishes.
        var left = new List<TEntry>();
        foreach (var entry in entries.OrderBy(entry => entry.Number).ToArray())
            StackDraft.Insert(left, entry);

        var places = Places(left);
        entries.Clear();
        while (left.Count > 0)
        {
            var next = left.Where(entry => !left.Exists(other => IsBefore(other, entry))).OrderBy(entry => places[entry]).FirstOrDefault()
                ?? throw new PatchException($"Can't put patches into an order: their owners name each other in a cycle, {Cycle(left)}. An order without a "
                    + $"cycle was expected. Leave out one of the names in {nameof(PatchOptions.Before)} or {nameof(PatchOptions.After)}.");
            left.Remove(next);
            entries.Add(next);
        }
    }

    /// <summary>
    /// Returns the place that each entry wants: its own, or that of the first entry that it names to come before. So an entry that names others moves,
    /// and not those that it names.
    /// </summary>
    private static Dictionary<StackEntry, int> Places<TEntry>(List<TEntry> entries)
        where TEntry : StackEntry
    {
        var places = new Dictionary<StackEntry, int>();
        for (var i = 0; i < entries.Count; i++)
            places.Add(entries[i], i);

        bool hasChanged;
        do
        {
            hasChanged = false;
            foreach (var entry in entries.Where(entry => entry.Before.Count > 0))
            {
                foreach (var named in entries.Where(other => Names(entry.Before, entry, other) && places[other] < places[entry]))
                {
                    places[entry] = places[named];
                    hasChanged = true;
                }
            }
        }
        while (hasChanged);

        return places;
    }

    private static bool IsBefore(StackEntry entry, StackEntry other)
        => entry != other
            && (entry.Kind != other.Kind
                ? entry.Kind < other.Kind
                : Names(entry.Before, entry, other) || Names(other.After, other, entry));

    // Entries of one owner have no order among each other, even if the owner names itself.
    private static bool Names(IReadOnlyList<string> owners, StackEntry entry, StackEntry other)
        => entry.Kind == other.Kind
            && other.Owner is { } owner
            && owners.Contains(owner, StringComparer.Ordinal)
            && !string.Equals(entry.Owner, owner, StringComparison.Ordinal);

    /// <summary>Follows the entries that must come first until one comes again: each of them has such a one.</summary>
    private static string Cycle<TEntry>(List<TEntry> entries)
        where TEntry : StackEntry
    {
        var path = new List<TEntry> { entries[0] };
        while (true)
        {
            var before = entries.Find(other => IsBefore(other, path[0]))!;
            var again = path.IndexOf(before);
            path.Insert(0, before);
            if (again >= 0)
                return string.Join(" before ", path.Take(again + 2).Select(entry => entry.Owner ?? "a patch without an owner"));
        }
    }
}
