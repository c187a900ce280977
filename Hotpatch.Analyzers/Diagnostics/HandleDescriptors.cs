using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Diagnostics;

/// <summary>The rules of the generator.</summary>
internal static class HandleDescriptors
{
    public static DiagnosticDescriptor NotDeclared { get; } = new(
        "HP0031",
        "No handle by name",
        "{0} is patchable, but has no handle by name: {1}",
        RuleDefaults.Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: RuleDefaults.Page + "#hp0031-no-handle-by-name");

    public static DiagnosticDescriptor UnknownValue { get; } = new(
        "HP0037",
        "Unknown value of HotpatchHandles",
        "The project sets HotpatchHandles to '{0}'. Expected is 'true' (handles are as accessible as their methods), 'internal' (all of them are internal) "
            + "or 'false' (there are none). Write one of them, or remove the property.",
        RuleDefaults.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RuleDefaults.Page + "#hp0037-unknown-value-of-hotpatchhandles");
}
