using Hotpatch.Handles;

namespace Hotpatch.Sets;

/// <summary>One replacement or layer of a set.</summary>
/// <param name="handle">Where it goes.</param>
/// <param name="isLayer">Which it is.</param>
/// <param name="make">
/// Makes the entry; another for each time that the set is applied, so that one that was taken out by others cannot be mistaken for a later one.
/// </param>
internal sealed class SetMember(PatchHandle handle, bool isLayer, Func<StackEntry> make)
{
    private StackEntry? _entry;

    public PatchHandle Handle => handle;

    public bool IsLayer => isLayer;

    /// <summary>What becomes of one handle when the set is applied, or reverted.</summary>
    public static IMemberChange Change(PatchHandle handle, IEnumerable<SetMember> members, bool isApplying)
        => new HandleChange(handle, StackEdit.Exchange([.. members.Select(member => member.Pair(isApplying))]));

    private (StackEntry? Ended, StackEntry? Begun) Pair(bool isApplying)
    {
        if (!isApplying)
            return (_entry, null);

        _entry = make();
        return (null, _entry);
    }
}
