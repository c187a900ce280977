namespace Hotpatch;

/// <summary>A patch that waits for running calls was asked for by one of them: on this thread the method is running, so that the wait could never end.</summary>
public sealed class PatchDeadlockException : PatchException
{
    /// <summary>Creates an exception without a message of its own.</summary>
    public PatchDeadlockException()
    {
    }

    /// <summary>Creates an exception with a message.</summary>
    /// <param name="message">Names the method, what was expected and what was found.</param>
    public PatchDeadlockException(string message) : base(message)
    {
    }

    /// <summary>Creates an exception with a message and its cause.</summary>
    /// <param name="message">Names the method, what was expected and what was found.</param>
    /// <param name="innerException">What led to it.</param>
    public PatchDeadlockException(string message, Exception? innerException) : base(message, innerException)
    {
    }
}
