namespace Hotpatch.Libraries.Trust.Rules;

/// <summary>One of two suffices.</summary>
internal sealed class EitherRule(TrustRule first, TrustRule second) : TrustRule
{
    protected override string? Check(Candidate candidate)
        => first.Problem(candidate) is { } one && second.Problem(candidate) is { } other ? $"{one}; nor otherwise: {other}" : null;
}
