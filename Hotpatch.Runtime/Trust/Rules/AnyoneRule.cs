namespace Hotpatch.Trust.Rules;

/// <summary>Trusts everything.</summary>
internal sealed class AnyoneRule : TrustRule
{
    public override string? Problem(Candidate candidate) => null;
}
