namespace Hotpatch.Trust.Rules;

/// <summary>One condition of a <see cref="PatchTrust"/>.</summary>
internal abstract class TrustRule
{
    /// <summary>What was expected and what was found, as part of a sentence; null where the candidate is trusted.</summary>
    public abstract string? Problem(Candidate candidate);
}
