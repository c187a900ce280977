namespace Hotpatch;

/// <summary>Thrown if an assembly was woven for a newer version of Hotpatch.Runtime than the one that is loaded.</summary>
/// <remarks>Update the package Hotpatch.Runtime in the program to the version that the assembly was woven for.</remarks>
public sealed class ContractVersionException : PatchException
{
    /// <summary>Creates an exception with a default message.</summary>
    public ContractVersionException()
    {
    }

    /// <summary>Creates an exception with a message.</summary>
    /// <param name="message">The message: the method, what was expected, what was found and what to do.</param>
    public ContractVersionException(string message) : base(message)
    {
    }

    /// <summary>Creates an exception with a message and the exception that caused it.</summary>
    /// <param name="message">The message: the method, what was expected, what was found and what to do.</param>
    /// <param name="innerException">The cause; null if there is none.</param>
    public ContractVersionException(string message, Exception? innerException) : base(message, innerException)
    {
    }
}
