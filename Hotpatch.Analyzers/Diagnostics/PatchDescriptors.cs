using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Diagnostics;

/// <summary>The rules for patch libraries. Each reports in the editor what would make loading the library fail.</summary>
internal static class PatchDescriptors
{
    public static readonly DiagnosticDescriptor Signature = new(
        id: "HP0040", title: "Patch of another signature", messageFormat: "{0}: {1} was expected, but {2} was found",
        category: RuleDefaults.Category, defaultSeverity: DiagnosticSeverity.Error, isEnabledByDefault: true,
        helpLinkUri: RuleDefaults.Page + "#hp0040-patch-of-another-signature");

    public static readonly DiagnosticDescriptor Target = new(
        id: "HP0041", title: "Patch without target", messageFormat: "{0}: a method to patch was expected, but {1}",
        category: RuleDefaults.Category, defaultSeverity: DiagnosticSeverity.Error, isEnabledByDefault: true,
        helpLinkUri: RuleDefaults.Page + "#hp0041-patch-without-target");

    public static readonly DiagnosticDescriptor Place = new(
        id: "HP0042", title: "Misplaced [Patch]", messageFormat: "{0} cannot carry {1}: {2}",
        category: RuleDefaults.Category, defaultSeverity: DiagnosticSeverity.Error, isEnabledByDefault: true,
        helpLinkUri: RuleDefaults.Page + "#hp0042-misplaced-patch");

    public static readonly DiagnosticDescriptor Version = new(
        id: "HP0043", title: "Version of a target", messageFormat: "{0}: {1}",
        category: RuleDefaults.Category, defaultSeverity: DiagnosticSeverity.Error, isEnabledByDefault: true,
        helpLinkUri: RuleDefaults.Page + "#hp0043-version-of-a-target");

    public static readonly DiagnosticDescriptor TypeArguments = new(
        id: "HP0044", title: "Type parameters of a patch", messageFormat: "{0}: {1}",
        category: RuleDefaults.Category, defaultSeverity: DiagnosticSeverity.Error, isEnabledByDefault: true,
        helpLinkUri: RuleDefaults.Page + "#hp0044-type-parameters-of-a-patch");

    public static readonly DiagnosticDescriptor Twice = new(
        id: "HP0045", title: "Target replaced twice",
        messageFormat: "{0}: one replacement was expected, but {1} already replaces it. A library can replace a method once, and add any number of layers.",
        category: RuleDefaults.Category, defaultSeverity: DiagnosticSeverity.Error, isEnabledByDefault: true,
        helpLinkUri: RuleDefaults.Page + "#hp0045-target-replaced-twice", customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor NotPatchable = new(
        id: "HP0046", title: "Target that is not patchable",
        messageFormat: "{0}: {1} expected, but {2}",
        category: RuleDefaults.Category, defaultSeverity: DiagnosticSeverity.Warning, isEnabledByDefault: true,
        helpLinkUri: RuleDefaults.Page + "#hp0046-target-that-is-not-patchable");
}
