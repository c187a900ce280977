namespace Hotpatch;

/// <summary>No handle fits what was asked for: an unknown or unmarked method, an ambiguous name, or a delegate bound to one instance.</summary>
public sealed class PatchTargetException : PatchException
{
    /// <summary>Creates an exception without a message of its own.</summary>
    public PatchTargetException()
    {
    }

    /// <summary>Creates an exception with a message.</summary>
    /// <param name="message">Names the method, what was expected and what was found.</param>
    public PatchTargetException(string message) : base(message)
    {
    }

    /// <summary>Creates an exception with a message and its cause.</summary>
    /// <param name="message">Names the method, what was expected and what was found.</param>
    /// <param name="innerException">What led to it.</param>
    public PatchTargetException(string message, Exception? innerException) : base(message, innerException)
    {
    }
}
