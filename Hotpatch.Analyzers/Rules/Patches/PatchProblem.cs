using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Rules.Patches;

/// <summary>A problem of a patch, as far as the methods of one assembly show it.</summary>
/// <param name="Rule">The rule that reports it.</param>
/// <param name="Place">The place.</param>
/// <param name="Assembly">The assembly of the target.</param>
/// <param name="Texts">The arguments of the rule's message.</param>
internal sealed record PatchProblem(DiagnosticDescriptor Rule, Location Place, IAssemblySymbol Assembly, params object[] Texts)
{
    /// <summary>Whether the target is missing, but another method may be meant.</summary>
    public bool IsLikelyMisspelt { get; init; }

    /// <summary>Whether the name can mean only methods in the assembly's metadata.</summary>
    public bool IsCertain { get; init; } = true;

    public Diagnostic ToDiagnostic() => Diagnostic.Create(Rule, Place, Texts);

    /// <summary>Creates a warning: a problem that is not certain is no error.</summary>
    public Diagnostic ToWarning() => Diagnostic.Create(Rule, Place, DiagnosticSeverity.Warning, additionalLocations: null, properties: null, Texts);
}
