namespace Hotpatch.Libraries.Trust.Rules;

/// <summary>Trusts everything.</summary>
internal sealed class AnyoneRule : TrustRule
{
    protected override string? Check(Candidate candidate) => null;
}
