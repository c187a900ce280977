using Hotpatch.Naming;

namespace Hotpatch;

/// <summary>What a <see cref="PatchHandle.Changed"/> event tells.</summary>
/// <param name="handle">The handle that was patched or restored.</param>
/// <param name="previous">What ran before.</param>
/// <param name="current">What runs now.</param>
public sealed class PatchChangedEventArgs(PatchHandle handle, Delegate? previous, Delegate? current) : EventArgs
{
    /// <summary>The handle that was patched or restored.</summary>
    public PatchHandle Handle { get; } = handle;

    /// <summary>What ran before, layers included; null for the original.</summary>
    public Delegate? Previous { get; } = previous;

    /// <summary>What runs now, layers included; null for the original.</summary>
    public Delegate? Current { get; } = current;

    /// <summary>Returns the full names of the patched method, of the method that ran before and of the one that runs now.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Handle.Name}: {Describe(Previous)} -> {Describe(Current)}";

    private static string Describe(Delegate? body) => body is null ? "original" : MethodName.Of(body.Method);
}
