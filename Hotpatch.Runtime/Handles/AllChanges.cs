namespace Hotpatch.Handles;

/// <summary>The event behind <see cref="Patchable.Changed"/>, for the changes of all handles. Thread safe.</summary>
internal static class AllChanges
{
    /// <summary>Raised after the changed handle's own event.</summary>
    public static event EventHandler<PatchChangedEventArgs>? Changed;

    /// <summary>Gets the subscribers, as a snapshot.</summary>
    public static IReadOnlyList<Delegate> Subscribers => Changed?.GetInvocationList() ?? [];

    /// <summary>Raises the event. If a subscriber throws, the exception reaches the caller.</summary>
    public static void Tell(PatchChangedEventArgs change) => Changed?.Invoke(null, change);
}
