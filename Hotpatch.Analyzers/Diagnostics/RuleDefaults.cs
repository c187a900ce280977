namespace Hotpatch.Analyzers.Diagnostics;

/// <summary>The values that every rule shares.</summary>
internal static class RuleDefaults
{
    public const string Category = "Hotpatch";

    /// <summary>The address of the page that has a section for each rule.</summary>
    public const string Page = HelpPage.Address;
}
