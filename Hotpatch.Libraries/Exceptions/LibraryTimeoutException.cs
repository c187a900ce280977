namespace Hotpatch;

/// <summary>
/// The own code of a patch library (its module initialiser, or a method of its <see cref="IPatchLifecycle"/>) didn't end within the time-out. Nothing
/// has changed; the code goes on. Trying again would only run it again.
/// </summary>
public sealed class LibraryTimeoutException : PatchTimeoutException
{
    /// <summary>Creates an exception without a message of its own.</summary>
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
    /// <param name="innerException">What led to it.</param>
    public LibraryTimeoutException(string message, Exception? innerException) : base(message, innerException)
    {
    }
}
