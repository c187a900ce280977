namespace Hotpatch;

/// <summary>The assembly was not woven by Hotpatch.Fody, so it has no handles.</summary>
public sealed class NotWovenException : PatchException
{
    /// <summary>Creates an exception without a message of its own.</summary>
    public NotWovenException()
    {
    }

    /// <summary>Creates an exception with a message.</summary>
    /// <param name="message">Names the method, what was expected and what was found.</param>
    public NotWovenException(string message) : base(message)
    {
    }

    /// <summary>Creates an exception with a message and its cause.</summary>
    /// <param name="message">Names the method, what was expected and what was found.</param>
    /// <param name="innerException">What led to it.</param>
    public NotWovenException(string message, Exception? innerException) : base(message, innerException)
    {
    }
}
