namespace Hotpatch;

/// <summary>
/// Calls of the old body were still running when the time was over, or the own code of a patch library was. The message says how many, and on which
/// threads; nothing has changed.
/// </summary>
public class PatchTimeoutException : PatchException
{
    /// <summary>Creates an exception without a message of its own.</summary>
    public PatchTimeoutException()
    {
    }

    /// <summary>Creates an exception with a message.</summary>
    /// <param name="message">Names the method, what was expected and what was found.</param>
    public PatchTimeoutException(string message) : base(message)
    {
    }

    /// <summary>Creates an exception with a message and its cause.</summary>
    /// <param name="message">Names the method, what was expected and what was found.</param>
    /// <param name="innerException">What led to it.</param>
    public PatchTimeoutException(string message, Exception? innerException) : base(message, innerException)
    {
    }

    internal PatchTimeoutException(string message, int inFlight) : base(message) => InFlight = inFlight;

    /// <summary>How many calls were still inside, on threads and as tasks.</summary>
    public int InFlight { get; }
}
