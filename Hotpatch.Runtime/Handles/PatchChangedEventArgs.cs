using Hotpatch.Naming;
using Hotpatch.Woven;

namespace Hotpatch;

/// <summary>
/// Data of <see cref="PatchHandle.Changed"/> and <see cref="Patchable.Changed"/>: which method has changed, what it ran before and what it runs now.
/// </summary>
/// <param name="handle">The handle of the method.</param>
/// <param name="previous">The delegate that ran before; null for the original.</param>
/// <param name="current">The delegate that runs now; null for the original.</param>
public sealed class PatchChangedEventArgs(PatchHandle handle, Delegate? previous, Delegate? current) : EventArgs
{
    /// <summary>Gets the handle of the method that was patched or restored.</summary>
    public PatchHandle Handle { get; } = handle;

    /// <summary>Gets the delegate that ran before the change, including layers; null for the original.</summary>
    public Delegate? Previous { get; } = previous;

    /// <summary>Gets the delegate that runs now, including layers; null for the original.</summary>
    public Delegate? Current { get; } = current;

    /// <summary>Returns the full names of the patched method, of the method that ran before, and of the one that runs now.</summary>
    /// <returns>The text: <c>Shop.PriceService.Quote(System.Int32): original -> Shop.Fixes.Quote(…)</c>.</returns>
    public override string ToString() => $"{Handle.Name}: {Describe(Previous)} -> {Describe(Current)}";

    private static string Describe(Delegate? body)
        => body is null ? "original"
            : body.Target is not Router { Plan: var plan } ? DelegateMethod.NameOf(body)
            : plan.Guarded is { } guarded ? Describe(guarded)
            : "patches for some calls";
}
