namespace Hotpatch;

/// <summary>
/// Thrown if a change would wait for a call that is running on the same thread, which would be a deadlock. Also thrown if a wrapper changes the
/// method that it wraps.
/// </summary>
/// <remarks>
/// Make the change outside of the method, or use a member that doesn't wait, such as <see cref="PatchHandle.TryPatch"/> or
/// <see cref="PatchHandle.ForcePatch"/>.
/// </remarks>
public sealed class PatchDeadlockException : PatchException
{
    /// <summary>Creates an exception with a default message.</summary>
    public PatchDeadlockException()
    {
    }

    /// <summary>Creates an exception with a message.</summary>
    /// <param name="message">The message: the method, what was expected, what was found and what to do.</param>
    public PatchDeadlockException(string message) : base(message)
    {
    }

    /// <summary>Creates an exception with a message and the exception that caused it.</summary>
    /// <param name="message">The message: the method, what was expected, what was found and what to do.</param>
    /// <param name="innerException">The cause; null if there is none.</param>
    public PatchDeadlockException(string message, Exception? innerException) : base(message, innerException)
    {
    }
}
