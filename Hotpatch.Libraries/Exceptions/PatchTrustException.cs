namespace Hotpatch;

/// <summary>The exception that is thrown when a patch library, or a file that it needs, is not trusted. No code of the library has run.</summary>
public sealed class PatchTrustException : PatchLibraryException
{
    /// <summary>Creates an exception with the default message.</summary>
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
    /// <param name="innerException">The exception that caused this one, or null.</param>
    public PatchTrustException(string message, Exception? innerException) : base(message, innerException)
    {
    }
}
