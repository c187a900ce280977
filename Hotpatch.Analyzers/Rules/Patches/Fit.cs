namespace Hotpatch.Analyzers.Rules.Patches;

/// <summary>How well one signature fits another; the better the higher.</summary>
internal enum Fit
{
    None,
    ByConversion,
    Exact,
}
