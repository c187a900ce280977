namespace Hotpatch.Handles;

/// <summary>Something that a handle's method runs: a replacement, or a layer. One object is one entry of one handle.</summary>
/// <param name="priority">Entries of a higher one lie higher.</param>
/// <param name="order">Among entries of equal priority that both have one, the greater (ordinal) lies higher, whatever came first.</param>
/// <param name="owner">Who is responsible, where somebody has said so.</param>
internal abstract class StackEntry(int priority, string? order, string? owner)
{
    public int Priority => priority;

    public string? Order => order;

    public string? Owner => owner;

    /// <summary>Whether the entry has a place by priority and order; otherwise it comes on top, and nothing must lie beneath it.</summary>
    public virtual bool IsRanked => true;

    /// <summary>Whether the other must lie beneath this one, whichever comes first.</summary>
    public bool IsAbove(StackEntry other)
        => IsRanked && other.IsRanked
            && (Priority != other.Priority
                ? Priority > other.Priority
                : Order is not null && other.Order is not null && string.CompareOrdinal(Order, other.Order) > 0);

    /// <summary>Whether the other can take this one's place without a look at what else is there.</summary>
    public bool HasRankOf(StackEntry other)
        => IsRanked && other.IsRanked && Priority == other.Priority && string.Equals(Order, other.Order, StringComparison.Ordinal);
}
