namespace Hotpatch;

/// <summary>
/// The base of every refusal at run time. The message names the method, what was expected and what was found; whatever was
/// refused has changed nothing.
/// </summary>
public class PatchException : Exception
{
    /// <summary>Creates an exception without a message of its own.</summary>
    public PatchException()
    {
    }

    /// <summary>Creates an exception with a message.</summary>
    /// <param name="message">Names the method, what was expected and what was found.</param>
    public PatchException(string message) : base(message)
    {
    }

    /// <summary>Creates an exception with a message and its cause.</summary>
    /// <param name="message">Names the method, what was expected and what was found.</param>
    /// <param name="innerException">What led to it.</param>
    public PatchException(string message, Exception? innerException) : base(message, innerException)
    {
    }
}
