namespace Hotpatch.Handles;

/// <summary>A delegate that runs instead of the original.</summary>
/// <param name="delegate">The delegate, of the handle's delegate type.</param>
/// <param name="priority">As for <see cref="StackEntry"/>.</param>
/// <param name="order">As for <see cref="StackEntry"/>.</param>
/// <param name="owner">As for <see cref="StackEntry"/>.</param>
internal sealed class Replacement(Delegate @delegate, int priority = 0, string? order = null, string? owner = null)
    : StackEntry(priority, order, owner)
{
    private readonly bool _isOnTop;

    private Replacement(Delegate @delegate, bool isOnTop)
        : this(@delegate)
        => _isOnTop = isOnTop;

    public override EntryKind Kind => EntryKind.Replacement;

    public Delegate Delegate => @delegate;

    public override bool IsRanked => !_isOnTop;

    /// <summary>Creates a replacement that goes on top of all others. <c>Patch</c> and scopes use it.</summary>
    public static Replacement OnTop(Delegate @delegate) => new(@delegate, isOnTop: true);
}
