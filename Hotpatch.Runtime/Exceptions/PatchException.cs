namespace Hotpatch;

/// <summary>The base class of the exceptions that Hotpatch throws if it refuses something at run time.</summary>
/// <remarks>The message names the method, what was expected, what was found and what to do. The refused operation has changed nothing.</remarks>
public class PatchException : Exception
{
    /// <summary>Creates an exception with a default message.</summary>
    public PatchException()
    {
    }

    /// <summary>Creates an exception with a message.</summary>
    /// <param name="message">The message: the method, what was expected, what was found and what to do.</param>
    public PatchException(string message) : base(message)
    {
    }

    /// <summary>Creates an exception with a message and the exception that caused it.</summary>
    /// <param name="message">The message: the method, what was expected, what was found and what to do.</param>
    /// <param name="innerException">The cause; null if there is none.</param>
    public PatchException(string message, Exception? innerException) : base(message, innerException)
    {
    }
}
