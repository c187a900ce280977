using System.Runtime.ExceptionServices;

namespace Hotpatch.Handles;

internal static class Telling
{
    /// <summary>Raises the events of all, also where a subscriber of one throws; the first exception then reaches the caller.</summary>
    public static void Tell(IEnumerable<IMemberChange> changes)
    {
        ExceptionDispatchInfo? failure = null;
        foreach (var change in changes)
        {
            try
            {
                change.Tell();
            }
#pragma warning disable CA1031 // It is thrown again.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                failure ??= ExceptionDispatchInfo.Capture(exception);
            }
        }

        failure?.Throw();
    }
}
