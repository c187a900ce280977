namespace Hotpatch;

/// <summary>The exception that is thrown when a patch library cannot be loaded, applied or unloaded.</summary>
/// <remarks>Nothing has changed: no slot, no layer, and no load context.</remarks>
public class PatchLibraryException : PatchException
{
    /// <summary>Creates an exception with the default message.</summary>
    public PatchLibraryException()
    {
    }

    /// <summary>Creates an exception with a message.</summary>
    /// <param name="message">Names the library, what was expected and what was found.</param>
    public PatchLibraryException(string message) : base(message)
    {
    }

    /// <summary>Creates an exception with a message and its cause.</summary>
    /// <param name="message">Names the library, what was expected and what was found.</param>
    /// <param name="innerException">The exception that caused this one, or null.</param>
    public PatchLibraryException(string message, Exception? innerException) : base(message, innerException)
    {
    }

    /// <summary>Creates an exception with a message and a list of problems.</summary>
    /// <param name="message">Names the library and all problems.</param>
    /// <param name="problems">The problems; each names the target, what was expected and what was found.</param>
    /// <param name="innerException">The exception that caused this one, or null.</param>
    public PatchLibraryException(string message, IReadOnlyList<string> problems, Exception? innerException = null) : base(message, innerException)
        => Problems = problems;

    /// <summary>
    /// Gets all problems of the library. Each names the target, what was expected and what was found; empty if the message is the only one.
    /// </summary>
    public IReadOnlyList<string> Problems { get; } = [];
}
