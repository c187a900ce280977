namespace Hotpatch.Libraries.Trust.Rules;

/// <summary>Trusts a candidate if both rules trust it. Otherwise the problem names the reasons of both.</summary>
internal sealed class BothRule(TrustRule first, TrustRule second) : TrustRule
{
    protected override string? Check(Candidate candidate)
    {
        var one = first.Problem(candidate);
        var other = second.Problem(candidate);
        return one is null || other is null ? one ?? other : $"{one}; and {other}";
    }
}
