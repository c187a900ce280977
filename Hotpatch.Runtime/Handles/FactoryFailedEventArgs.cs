namespace Hotpatch;

/// <summary>Tells that a factory could not make the replacement of an instantiation that came into use.</summary>
/// <param name="handle">The handle of the instantiation.</param>
/// <param name="exception">What the factory threw, or why its replacement does not fit.</param>
public sealed class FactoryFailedEventArgs(PatchHandle handle, Exception exception) : EventArgs
{
    /// <summary>The handle of the instantiation, which runs its original.</summary>
    public PatchHandle Handle { get; } = handle;

    /// <summary>What the factory threw, or why its replacement does not fit.</summary>
    public Exception Exception { get; } = exception;
}
