namespace Hotpatch;

/// <summary>
/// Data of <see cref="GenericPatchHandle.FactoryFailed"/>: a factory could not make the replacement or the wrapper of an instantiation that came into
/// use.
/// </summary>
/// <param name="handle">The handle of the instantiation.</param>
/// <param name="exception">The exception that the factory threw, or one that says why its result doesn't fit.</param>
public sealed class FactoryFailedEventArgs(PatchHandle handle, Exception exception) : EventArgs
{
    /// <summary>Gets the handle of the instantiation, which runs without the factory's replacement or layer.</summary>
    public PatchHandle Handle { get; } = handle;

    /// <summary>Gets the exception that the factory threw, or one that says why its result doesn't fit.</summary>
    public Exception Exception { get; } = exception;
}
