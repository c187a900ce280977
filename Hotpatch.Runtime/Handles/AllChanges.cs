namespace Hotpatch.Handles;

/// <summary>Who listens to the changes of all handles.</summary>
internal static class AllChanges
{
    /// <summary>Raised after a handle's own event.</summary>
    public static event EventHandler<PatchChangedEventArgs>? Changed;

    public static IReadOnlyList<Delegate> Subscribers => Changed?.GetInvocationList() ?? [];

    public static void Tell(PatchChangedEventArgs change) => Changed?.Invoke(null, change);
}
