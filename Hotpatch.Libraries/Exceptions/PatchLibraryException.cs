namespace Hotpatch;

/// <summary>A patch library cannot be loaded, applied or unloaded. Nothing has changed: no slot, no layer, no loaded context.</summary>
public class PatchLibraryException : PatchException
{
    /// <summary>Creates an exception without a message of its own.</summary>
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
    /// <param name="innerException">What led to it.</param>
    public PatchLibraryException(string message, Exception? innerException) : base(message, innerException)
    {
    }

    /// <summary>Creates an exception for all that is wrong with a library.</summary>
    /// <param name="message">Names the library and all problems.</param>
    /// <param name="problems">The problems, each with the target, what was expected and what was found.</param>
    /// <param name="innerException">What led to it, where it is one thing.</param>
    public PatchLibraryException(string message, IReadOnlyList<string> problems, Exception? innerException = null) : base(message, innerException)
        => Problems = problems;

    /// <summary>All that is wrong, each with the target, what was expected and what was found; empty where the message says it all.</summary>
    public IReadOnlyList<string> Problems { get; } = [];
}
