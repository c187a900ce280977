using System.Runtime.ExceptionServices;

namespace Hotpatch.Handles;

/// <summary>Runs foreign code of several objects, such as the subscribers of their events.</summary>
internal static class Telling
{
    /// <summary>Raises the events of all changes, even if a subscriber throws. The first exception then reaches the caller.</summary>
    public static void Tell(IEnumerable<IMemberChange> changes) => ForEach(changes, change => change.Tell());

    /// <summary>Runs an action for all objects, even if it throws for one. The first exception then reaches the caller.</summary>
    public static void ForEach<T>(IEnumerable<T> objects, Action<T> action)
    {
        ExceptionDispatchInfo? failure = null;
        foreach (var one in objects)
        {
            try
            {
                action(one);
            }
#pragma warning disable CA1031 // The first one is thrown again below.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                failure ??= ExceptionDispatchInfo.Capture(exception);
            }
        }

        failure?.Throw();
    }
}
