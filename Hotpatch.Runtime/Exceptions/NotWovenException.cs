namespace Hotpatch;

/// <summary>Thrown if an assembly was not woven by Hotpatch.Fody, so that it has no handles.</summary>
public sealed class NotWovenException : PatchException
{
    /// <summary>Creates an exception with a default message.</summary>
    public NotWovenException()
    {
    }

    /// <summary>Creates an exception with a message.</summary>
    /// <param name="message">The message: the method, what was expected, what was found and what to do.</param>
    public NotWovenException(string message) : base(message)
    {
    }

    /// <summary>Creates an exception with a message and the exception that caused it.</summary>
    /// <param name="message">The message: the method, what was expected, what was found and what to do.</param>
    /// <param name="innerException">The cause; null if there is none.</param>
    public NotWovenException(string message, Exception? innerException) : base(message, innerException)
    {
    }
}
