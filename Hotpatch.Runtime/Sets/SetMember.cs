using Hotpatch.Handles;

namespace Hotpatch.Sets;

/// <summary>One replacement or layer of a set.</summary>
/// <param name="handle">The handle that it patches.</param>
/// <param name="isLayer">Whether it is a layer.</param>
/// <param name="make">
/// Creates the entry. Each time the set is applied, it creates a new one: if other code has removed the entry of the last time, it can't be mistaken
/// for the new one.
/// </param>
internal sealed class SetMember(PatchHandle handle, bool isLayer, Func<StackEntry> make)
{
    private StackEntry? _entry;

    public PatchHandle Handle => handle;

    public bool IsLayer => isLayer;

    /// <summary>Creates the change of one handle that applies or reverts the set.</summary>
    public static IMemberChange Change(PatchHandle handle, IEnumerable<SetMember> members, bool isApplying)
        => new HandleChange(handle, StackEdit.Exchange(members.Select(member => member.Pair(isApplying)).ToArray()));

    private (StackEntry? Ended, StackEntry? Begun) Pair(bool isApplying)
    {
        if (!isApplying)
            return (_entry, null);

        _entry = make();
        return (null, _entry);
    }
}
