namespace Hotpatch.Hosting.Control.Protocol;

/// <summary>What becomes of a library that holds for a share of the calls.</summary>
internal enum CanaryDecision
{
    /// <summary>It gets another share.</summary>
    Share,

    /// <summary>It holds for all calls.</summary>
    Promote,

    /// <summary>It is removed.</summary>
    Withdraw,
}
