namespace Hotpatch.Analyzers.Rules;

/// <summary>How well one signature fits another; the better the higher.</summary>
internal enum Fit
{
    None,
    ByConversion,
    Exact,
}
