namespace Hotpatch.Hosting.Control.Protocol;

/// <summary>Decides about a library that holds for a share of the calls.</summary>
/// <param name="Name">The library, or a method that it patches.</param>
/// <param name="Decision">What becomes of it.</param>
/// <param name="Share">The new share, from 0 to 1, for <see cref="CanaryDecision.Share"/>.</param>
/// <param name="TimeoutMilliseconds">How long to wait for running calls.</param>
internal sealed record CanaryRequest(string Name, CanaryDecision Decision, double? Share, int TimeoutMilliseconds);
