namespace Hotpatch;

/// <summary>
/// The exception that is thrown when code of a patch library doesn't end within the time-out: its module initialiser, or a method of its
/// <see cref="IPatchLifecycle"/>.
/// </summary>
/// <remarks>Nothing has changed, but the library's code continues. Trying again runs the same code a second time.</remarks>
public sealed class LibraryTimeoutException : PatchTimeoutException
{
    /// <summary>Creates an exception with the default message.</summary>
    public LibraryTimeoutException()
    {
    }

    /// <summary>Creates an exception with a message.</summary>
    /// <param name="message">Names the library, what was expected and what was found.</param>
    public LibraryTimeoutException(string message) : base(message)
    {
    }

    /// <summary>Creates an exception with a message and its cause.</summary>
    /// <param name="message">Names the library, what was expected and what was found.</param>
    /// <param name="innerException">The exception that caused this one, or null.</param>
    public LibraryTimeoutException(string message, Exception? innerException) : base(message, innerException)
    {
    }
}
