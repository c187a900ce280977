namespace Hotpatch;

/// <summary>
/// Thrown if a replacement, a wrapper or a factory can't be used: it is null, it doesn't fit the method's delegate type, or it is the patchable
/// method itself.
/// </summary>
public sealed class InvalidReplacementException : PatchException
{
    /// <summary>Creates an exception with a default message.</summary>
    public InvalidReplacementException()
    {
    }

    /// <summary>Creates an exception with a message.</summary>
    /// <param name="message">The message: the method, what was expected, what was found and what to do.</param>
    public InvalidReplacementException(string message) : base(message)
    {
    }

    /// <summary>Creates an exception with a message and the exception that caused it.</summary>
    /// <param name="message">The message: the method, what was expected, what was found and what to do.</param>
    /// <param name="innerException">The cause; null if there is none.</param>
    public InvalidReplacementException(string message, Exception? innerException) : base(message, innerException)
    {
    }
}
