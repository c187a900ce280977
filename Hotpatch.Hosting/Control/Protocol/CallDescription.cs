namespace Hotpatch.Hosting.Control.Protocol;

/// <summary>A call that has ended.</summary>
/// <param name="Started">When it began.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Thread">The managed id of the thread on which it began.</param>
/// <param name="Instance">The instance; null for a static method.</param>
/// <param name="Arguments">The arguments.</param>
/// <param name="Result">The result; null for none, and if the call threw.</param>
/// <param name="Exception">The exception, as text; null if the call succeeded.</param>
/// <param name="WasPatched">Whether the call ran a patch, or could have.</param>
/// <param name="Dropped">How many calls before this one were not described, because there were too many.</param>
/// <param name="Caller">The frames of the caller, one a line; null if nobody asked.</param>
internal sealed record CallDescription(
    DateTimeOffset Started,
    double Milliseconds,
    int Thread,
    string? Instance,
    IReadOnlyList<ArgumentDescription> Arguments,
    string? Result,
    string? Exception,
    bool WasPatched,
    long Dropped,
    string? Caller = null);
