using System.Runtime.ExceptionServices;

namespace Hotpatch.Handles;

/// <summary>Raises the events of several changes.</summary>
internal static class Telling
{
    /// <summary>Raises the events of all changes, even if a subscriber throws. The first exception then reaches the caller.</summary>
    public static void Tell(IEnumerable<IMemberChange> changes)
    {
        ExceptionDispatchInfo? failure = null;
        foreach (var change in changes)
        {
            try
            {
                change.Tell();
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
