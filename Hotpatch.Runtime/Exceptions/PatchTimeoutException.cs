namespace Hotpatch;

/// <summary>Thrown if calls of an older body, or code of a patch library, are still running after the time-out.</summary>
/// <remarks>The message says how many calls are still running, and on which threads. Nothing has changed.</remarks>
public class PatchTimeoutException : PatchException
{
    /// <summary>Creates an exception with a default message.</summary>
    public PatchTimeoutException()
    {
    }

    /// <summary>Creates an exception with a message.</summary>
    /// <param name="message">The message: the method, what was expected, what was found and what to do.</param>
    public PatchTimeoutException(string message) : base(message)
    {
    }

    /// <summary>Creates an exception with a message and the exception that caused it.</summary>
    /// <param name="message">The message: the method, what was expected, what was found and what to do.</param>
    /// <param name="innerException">The cause; null if there is none.</param>
    public PatchTimeoutException(string message, Exception? innerException) : base(message, innerException)
    {
    }

    internal PatchTimeoutException(string message, int inFlight) : base(message) => InFlight = inFlight;

    /// <summary>Gets the number of calls that were still running, on threads and as tasks that had not completed.</summary>
    public int InFlight { get; }
}
