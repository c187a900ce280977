using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Diagnostics;

/// <summary>The rules for <c>[assembly: PatchableCalls]</c>.</summary>
internal static class CallDescriptors
{
    public static readonly DiagnosticDescriptor UnknownTarget = new(
        id: "HP0053", title: "Calls of an unknown member", messageFormat: "[assembly: PatchableCalls] names {0}, but {1}", category: RuleDefaults.Category,
        defaultSeverity: DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleDefaults.Page + "#hp0053-calls-of-an-unknown-member");

    public static readonly DiagnosticDescriptor NotCalled = new(
        id: "HP0054", title: "Calls that nothing makes",
        messageFormat: "Nothing in this assembly makes a call of {0} that can be patchable{1}. Remove the name, or move it to the project that makes the call.",
        category: RuleDefaults.Category, defaultSeverity: DiagnosticSeverity.Warning, isEnabledByDefault: true,
        helpLinkUri: RuleDefaults.Page + "#hp0054-calls-that-nothing-makes", customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor NoStub = new(
        id: "HP0055", title: "Calls that can't be patchable", messageFormat: "Calls of {0} can't be patchable: {1}", category: RuleDefaults.Category,
        defaultSeverity: DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleDefaults.Page + "#hp0055-calls-that-cant-be-patchable");

    public static readonly DiagnosticDescriptor CompilersCall = new(
        id: "HP0056", title: "Calls of the compiler's own",
        messageFormat: "Only code that the compiler generates calls {0} here, for {1}. Another version of the compiler may call something else. "
            + "Call the member by name, or mark a method of your own with [Patchable].",
        category: RuleDefaults.Category, defaultSeverity: DiagnosticSeverity.Warning, isEnabledByDefault: true,
        helpLinkUri: RuleDefaults.Page + "#hp0056-calls-of-the-compilers-own", customTags: WellKnownDiagnosticTags.CompilationEnd);
}
