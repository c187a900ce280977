namespace Hotpatch.Handles;

/// <summary>A replacement or a layer of a handle. One object is one entry of one handle.</summary>
/// <param name="priority">Entries of a higher priority lie higher.</param>
/// <param name="order">
/// Among entries of equal priority that both have an order, the greater (ordinal comparison) lies higher, whichever was added first. Null for none.
/// </param>
/// <param name="owner">The name of who is responsible; null if it is not known.</param>
internal abstract class StackEntry(int priority, string? order, string? owner)
{
    private static long _made;

    /// <summary>Gets the kind, which is the first thing that determines the place.</summary>
    public abstract PatchKind Kind { get; }

    public int Priority => priority;

    public string? Order => order;

    public string? Owner => owner;

    /// <summary>Gets the owners whose entries this one comes before.</summary>
    public IReadOnlyList<string> Before { get; init; } = [];

    /// <summary>Gets the owners whose entries this one comes after.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>Gets a number that is greater for later entries.</summary>
    public long Number { get; } = Interlocked.Increment(ref _made);

    /// <summary>Gets the time at which the entry was created, in milliseconds of <see cref="Ticks"/>.</summary>
    public long Created { get; } = Ticks.Now;

    /// <summary>
    /// Gets whether priority and order determine the place of the entry. Otherwise, the entry goes on top, and has no fixed place relative to later
    /// entries.
    /// </summary>
    public virtual bool IsRanked => true;

    /// <summary>Returns the text for the public object of a patch.</summary>
    public static string TextOf(string kind, PatchHandle handle, string? owner) => $"{handle.Name}: {kind}{(owner is null ? string.Empty : ", owned by " + owner)}";

    /// <summary>Describes the entry: once for each patch that it stands for.</summary>
    /// <param name="running">The delegate that runs for the entry.</param>
    public virtual IEnumerable<PatchEntryDescription> Describe(Delegate running) => DescribeOne(running, "all calls");

    /// <summary>Returns whether this entry must lie above another, whichever is added first.</summary>
    public bool IsAbove(StackEntry other)
        => Kind != other.Kind
            ? Kind < other.Kind
            : IsRanked && other.IsRanked
            && (Priority != other.Priority
                ? Priority > other.Priority
                : Order is not null && other.Order is not null && string.CompareOrdinal(Order, other.Order) > 0);

    /// <summary>Describes the entry as one patch.</summary>
    private protected PatchEntryDescription[] DescribeOne(Delegate? target, string calls, long? runs = null, double? share = null)
        => new[] { new PatchEntryDescription(Kind, Owner, target, Created, calls, runs) { Share = share } };

    /// <summary>Returns whether another entry has the same rank, and so can take this one's place, whatever other entries there are.</summary>
    public bool HasRankOf(StackEntry other)
        => Kind == other.Kind && IsRanked && other.IsRanked && Priority == other.Priority && string.Equals(Order, other.Order, StringComparison.Ordinal);
}
