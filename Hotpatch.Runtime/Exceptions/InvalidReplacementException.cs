namespace Hotpatch;

/// <summary>A replacement was refused: it is null, of another type than the method's, or the patchable method itself.</summary>
public sealed class InvalidReplacementException : PatchException
{
    /// <summary>Creates an exception without a message of its own.</summary>
    public InvalidReplacementException()
    {
    }

    /// <summary>Creates an exception with a message.</summary>
    /// <param name="message">Names the method, what was expected and what was found.</param>
    public InvalidReplacementException(string message) : base(message)
    {
    }

    /// <summary>Creates an exception with a message and its cause.</summary>
    /// <param name="message">Names the method, what was expected and what was found.</param>
    /// <param name="innerException">What led to it.</param>
    public InvalidReplacementException(string message, Exception? innerException) : base(message, innerException)
    {
    }
}
