namespace Hotpatch.Hosting.Control.Protocol;

/// <summary>A call that the process keeps, so that it can be run again.</summary>
/// <param name="Number">Its number in the process.</param>
/// <param name="Method">The full name of the method.</param>
/// <param name="Call">The call.</param>
internal sealed record RecordedDescription(long Number, string Method, CallDescription Call);
