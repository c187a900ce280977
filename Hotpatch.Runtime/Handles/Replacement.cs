namespace Hotpatch.Handles;

/// <summary>A delegate that runs instead of the original.</summary>
/// <param name="delegate">The delegate, of the handle's delegate type.</param>
/// <param name="priority">As for <see cref="StackEntry"/>.</param>
/// <param name="order">As for <see cref="StackEntry"/>.</param>
/// <param name="owner">As for <see cref="StackEntry"/>.</param>
internal sealed class Replacement(Delegate @delegate, int priority = 0, string? order = null, string? owner = null)
    : StackEntry(priority, order, owner), IReplacing
{
    private readonly bool _isOnTop;

    private Replacement(Delegate @delegate, bool isOnTop, string? owner)
        : this(@delegate, owner: owner)
        => _isOnTop = isOnTop;

    public override PatchKind Kind => PatchKind.Replacement;

    public Delegate Delegate => @delegate;

    Delegate IReplacing.Target => @delegate;

    public override bool IsRanked => !_isOnTop;

    public override IEnumerable<PatchEntryDescription> Describe(Delegate running) => DescribeOne(@delegate, "all calls");

    /// <summary>Creates a replacement that goes on top of all others. <c>Patch</c> and scopes use it.</summary>
    public static Replacement OnTop(Delegate @delegate, string? owner = null) => new(@delegate, isOnTop: true, owner);

    /// <summary>Creates a replacement with an owner, at a place among those of other owners.</summary>
    public static Replacement Of(Delegate @delegate, PatchOptions options)
        => options.Priority is null && options.Before.Count == 0 && options.After.Count == 0
            ? OnTop(@delegate, options.Owner)
            : new(@delegate, options.Priority ?? 0, order: null, options.Owner) { Before = options.Before, After = options.After };

    public StackEntry With(Delegate other) => _isOnTop ? OnTop(other, Owner) : new Replacement(other, Priority, Order, Owner) { Before = Before, After = After };
}
