namespace Hotpatch.Analyzers.Rules;

/// <summary>How well one signature fits another. A higher value is a better fit.</summary>
internal enum Fit
{
    None,
    ByConversion,
    Exact,
}
