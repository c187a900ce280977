namespace Hotpatch;

/// <summary>The assembly was woven for a newer Hotpatch.Runtime than the one that runs.</summary>
public sealed class ContractVersionException : PatchException
{
    /// <summary>Creates an exception without a message of its own.</summary>
    public ContractVersionException()
    {
    }

    /// <summary>Creates an exception with a message.</summary>
    /// <param name="message">Names the method, what was expected and what was found.</param>
    public ContractVersionException(string message) : base(message)
    {
    }

    /// <summary>Creates an exception with a message and its cause.</summary>
    /// <param name="message">Names the method, what was expected and what was found.</param>
    /// <param name="innerException">What led to it.</param>
    public ContractVersionException(string message, Exception? innerException) : base(message, innerException)
    {
    }
}
