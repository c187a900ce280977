namespace Hotpatch.Libraries.Trust.Rules;

/// <summary>Both must trust; the problems of both are told.</summary>
internal sealed class BothRule(TrustRule first, TrustRule second) : TrustRule
{
    protected override string? Check(Candidate candidate)
    {
        var one = first.Problem(candidate);
        var other = second.Problem(candidate);
        return one is null || other is null ? one ?? other : $"{one}; and {other}";
    }
}
