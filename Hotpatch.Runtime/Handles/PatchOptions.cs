namespace Hotpatch;

/// <summary>Who lays a patch, where it lies among others, what guards it, and how long to wait for running calls.</summary>
/// <example>
/// <code>
/// PriceService.Patches.Quote.Wrap(
///     next => (self, quantity) => Math.Max(0, next(self, quantity)),
///     new PatchOptions { Owner = "pricing", Before = ["audit"] });
/// </code>
/// </example>
public sealed record PatchOptions
{
    /// <summary>Gets the options of a patch that was begun without options.</summary>
    internal static PatchOptions None { get; } = new();

    /// <summary>Gets the owner: the name of who is responsible, for lists and for <see cref="Patchable.RemoveOwner(string)"/>. Null for none.</summary>
    public string? Owner { get; init; }

    /// <summary>Gets the priority; entries with a higher one lie farther out. Null for 0 with layers, and to lie on top with replacements.</summary>
    public int? Priority { get; init; }

    /// <summary>Gets the owners whose entries of the same kind this one comes before: it lies farther out, whatever the priorities.</summary>
    public IReadOnlyList<string> Before { get; init => field = value ?? []; } = [];

    /// <summary>Gets the owners whose entries of the same kind this one comes after: it lies farther in, whatever the priorities.</summary>
    public IReadOnlyList<string> After { get; init => field = value ?? []; } = [];

    /// <summary>
    /// Gets how many exceptions a replacement may throw before it is removed by itself, from the first call on; null for any number. Not for layers.
    /// </summary>
    /// <remarks><see cref="PatchScope.RollbackOnFault"/> describes the guard.</remarks>
    public FaultLimit? RollbackOnFault { get; init; }

    /// <summary>Gets the longest time to wait for running calls. By default, <see cref="Timeout.InfiniteTimeSpan"/>: without limit.</summary>
    public TimeSpan WaitTime { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>Gets the token that cancels the wait.</summary>
    public CancellationToken CancellationToken { get; init; }
}
