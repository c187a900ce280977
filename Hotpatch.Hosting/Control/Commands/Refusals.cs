using Hotpatch.Hosting.Control.Protocol;

namespace Hotpatch.Hosting.Control.Commands;

/// <summary>Tells a client why the runtime refuses a change.</summary>
internal static class Refusals
{
    /// <summary>Runs a change.</summary>
    /// <exception cref="ControlException">The runtime refuses it.</exception>
    public static async Task<T> TellAsync<T>(Func<Task<T>> change)
    {
        try
        {
            return await change().ConfigureAwait(false);
        }
        catch (Exception exception) when (CodeOf(exception) is not null)
        {
            throw new ControlException(CodeOf(exception)!.Value, exception.Message);
        }
    }

    /// <summary>Begins something.</summary>
    /// <exception cref="ControlException">The runtime refuses it.</exception>
    public static T Tell<T>(Func<T> begin)
    {
        try
        {
            return begin();
        }
        catch (Exception exception) when (CodeOf(exception) is not null)
        {
            throw new ControlException(CodeOf(exception)!.Value, exception.Message);
        }
    }

    // Of what the runtime throws if it refuses a change; null for other exceptions.
    private static int? CodeOf(Exception exception)
        => exception switch
        {
            PatchTimeoutException or LibraryTimeoutException => ControlError.Timeout,
            PatchException or ArgumentException or OverflowException => ControlError.Refused,
            _ => null,
        };
}
