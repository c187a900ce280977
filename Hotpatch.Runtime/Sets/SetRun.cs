using Hotpatch.Gates;
using Hotpatch.Handles;

namespace Hotpatch.Sets;

/// <summary>Runs the change of a set: waiting, without holding a thread, at once or not at all, by force. It tells nobody.</summary>
internal static class SetRun
{
    /// <inheritdoc cref="ChangeRun.Run"/>
    public static void Run(SetChange change, Patience patience) => ChangeRun.Run(change, patience);

    /// <inheritdoc cref="ChangeRun.RunAsync"/>
    public static Task RunAsync(SetChange change, Patience patience) => ChangeRun.RunAsync(change, patience);

    /// <inheritdoc cref="ChangeRun.TryRun"/>
    public static bool TryRun(SetChange change) => ChangeRun.TryRun(change);

    /// <inheritdoc cref="ChangeRun.Force"/>
    public static void Force(SetChange change) => ChangeRun.Force(change);
}
