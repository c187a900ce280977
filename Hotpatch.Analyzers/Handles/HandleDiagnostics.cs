using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Handles;

/// <summary>What the generator says.</summary>
internal static class HandleDiagnostics
{
    public static DiagnosticDescriptor NotDeclared { get; } = new(
        "HP0031",
        "No handle by name",
        "{0} is patchable, but has no handle by name: {1}",
        "Hotpatch",
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: "https://github.com/hotpatch/hotpatch#hp0031-no-handle-by-name");
}
