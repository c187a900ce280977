using System.Collections.Immutable;
using Hotpatch.Analyzers.Diagnostics;
using Hotpatch.Analyzers.Selection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hotpatch.Analyzers.Rules.Marks;

/// <summary>Reports <c>[Patchable(Inherited = true)]</c> on members that nothing can override or implement.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InheritedMarkAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Descriptors.InheritedByNone);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (RuntimeSymbols.Find(start.Compilation) is null)
                return;

            start.RegisterSymbolAction(
                symbol => Check(symbol.Symbol, symbol.ReportDiagnostic), SymbolKind.NamedType, SymbolKind.Method, SymbolKind.Property, SymbolKind.Event);
            start.RegisterCompilationEndAction(end => Check(end.Compilation.Assembly, end.ReportDiagnostic));
        });
    }

    private static void Check(ISymbol symbol, Action<Diagnostic> report)
    {
        if (symbol.GetAttributes().FirstOrDefault(InheritedSymbolMarks.IsInherited) is not { ApplicationSyntaxReference: { } mark } || CanBeInherited(symbol))
            return;

        report(Diagnostic.Create(Descriptors.InheritedByNone, Location.Create(mark.SyntaxTree, mark.Span)));
    }

    /// <summary>Whether something may override or implement the member, or a member of the type.</summary>
    public static bool CanBeInherited(ISymbol symbol) => symbol switch
    {
        INamedTypeSymbol type => type.GetMembers().Any(member => member is not INamedTypeSymbol && CanBeInherited(member)),
        IAssemblySymbol => false,
        _ => (symbol.IsAbstract || symbol.IsVirtual || symbol.IsOverride) && !symbol.IsSealed && !symbol.ContainingType.IsSealed,
    };
}
