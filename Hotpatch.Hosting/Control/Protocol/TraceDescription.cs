namespace Hotpatch.Hosting.Control.Protocol;

/// <summary>A call, with the patchable calls that it made.</summary>
/// <param name="Method">The full name of the method.</param>
/// <param name="Milliseconds">How long the call took; null if it is still running.</param>
/// <param name="OwnMilliseconds">How long it took without the calls below that it waited for; null if it is still running.</param>
/// <param name="Exception">The type and the message of the exception; null if the call succeeded.</param>
/// <param name="Calls">The calls below, in the order in which they began.</param>
/// <param name="LeftOut">How many calls below are not described, because there were too many.</param>
internal sealed record TraceDescription(
    string Method, double? Milliseconds, double? OwnMilliseconds, string? Exception, IReadOnlyList<TraceDescription> Calls, long LeftOut);
