namespace Hotpatch;

/// <summary>
/// Thrown if a look-up finds no handle, or more than one: the method is unknown or not marked, the name is ambiguous, the signature is another, or
/// the delegate is bound to an instance.
/// </summary>
public sealed class PatchTargetException : PatchException
{
    /// <summary>Creates an exception with a default message.</summary>
    public PatchTargetException()
    {
    }

    /// <summary>Creates an exception with a message.</summary>
    /// <param name="message">The message: the method, what was expected, what was found and what to do.</param>
    public PatchTargetException(string message) : base(message)
    {
    }

    /// <summary>Creates an exception with a message and the exception that caused it.</summary>
    /// <param name="message">The message: the method, what was expected, what was found and what to do.</param>
    /// <param name="innerException">The cause; null if there is none.</param>
    public PatchTargetException(string message, Exception? innerException) : base(message, innerException)
    {
    }
}
