namespace Hotpatch;

/// <summary>A patch library is not trusted: nothing of it has run.</summary>
public sealed class PatchTrustException : PatchLibraryException
{
    /// <summary>Creates an exception without a message of its own.</summary>
    public PatchTrustException()
    {
    }

    /// <summary>Creates an exception with a message.</summary>
    /// <param name="message">Names the library, what was expected and what was found.</param>
    public PatchTrustException(string message) : base(message)
    {
    }

    /// <summary>Creates an exception with a message and its cause.</summary>
    /// <param name="message">Names the library, what was expected and what was found.</param>
    /// <param name="innerException">What led to it.</param>
    public PatchTrustException(string message, Exception? innerException) : base(message, innerException)
    {
    }
}
