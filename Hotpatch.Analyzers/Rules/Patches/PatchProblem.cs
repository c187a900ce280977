using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Rules.Patches;

/// <summary>What is wrong with a patch, as far as the methods of one assembly are known.</summary>
/// <param name="Rule">Which rule says so.</param>
/// <param name="Place">Where.</param>
/// <param name="Assembly">The assembly of the target.</param>
/// <param name="Texts">What the message names.</param>
internal sealed record PatchProblem(DiagnosticDescriptor Rule, Location Place, IAssemblySymbol Assembly, params object[] Texts)
{
    /// <summary>Whether a method is missing, though one that is there may have been meant.</summary>
    public bool IsLikelyMisspelt { get; init; }

    /// <summary>Whether nothing but what the assembly's metadata has can be meant.</summary>
    public bool IsCertain { get; init; } = true;

    public Diagnostic ToDiagnostic() => Diagnostic.Create(Rule, Place, Texts);

    /// <summary>What is not certain is no error.</summary>
    public Diagnostic ToWarning() => Diagnostic.Create(Rule, Place, DiagnosticSeverity.Warning, additionalLocations: null, properties: null, Texts);
}
