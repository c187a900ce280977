namespace Hotpatch.Libraries.Trust.Rules;

/// <summary>Trusts a candidate if one of two rules trusts it.</summary>
internal sealed class EitherRule(TrustRule first, TrustRule second) : TrustRule
{
    protected override string? Check(Candidate candidate)
        => first.Problem(candidate) is { } one && second.Problem(candidate) is { } other ? $"{one}; or else, {other}" : null;
}
