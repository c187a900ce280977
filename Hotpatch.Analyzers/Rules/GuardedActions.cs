using Hotpatch.Analyzers.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hotpatch.Analyzers.Rules;

/// <summary>
/// Registers the actions of analyzers. If an action fails, a diagnostic at its place reports it, and all other places are still checked. The
/// compiler's own AD0001 would name no place.
/// </summary>
internal static class GuardedActions
{
    public static void OnStart(this AnalysisContext context, Action<CompilationStartAnalysisContext> action)
        => context.RegisterCompilationStartAction(start =>
        {
            try
            {
                action(start);
            }
            catch (Exception exception) when (InternalFailure.Is(exception))
            {
                var failure = InternalFailure.At(place: null, NameOf(start.Compilation), exception);
                start.RegisterCompilationEndAction(end => end.ReportDiagnostic(failure));
            }
        });

    public static void OnType(this CompilationStartAnalysisContext context, Action<SymbolAnalysisContext, INamedTypeSymbol> action)
        => context.RegisterSymbolAction(
            symbol =>
            {
                try
                {
                    action(symbol, (INamedTypeSymbol)symbol.Symbol);
                }
                catch (Exception exception) when (InternalFailure.Is(exception))
                {
                    var place = symbol.Symbol.Locations.FirstOrDefault();
                    symbol.ReportDiagnostic(InternalFailure.At(place, symbol.Symbol.ToDisplayString(), exception));
                }
            },
            SymbolKind.NamedType);

    public static void OnOperation(this CompilationStartAnalysisContext context, Action<OperationAnalysisContext> action, OperationKind kind)
        => context.RegisterOperationAction(
            operation =>
            {
                try
                {
                    action(operation);
                }
                catch (Exception exception) when (InternalFailure.Is(exception))
                {
                    var place = operation.Operation.Syntax.GetLocation();
                    operation.ReportDiagnostic(InternalFailure.At(place, operation.ContainingSymbol.ToDisplayString(), exception));
                }
            },
            kind);

    public static void OnNode(this CompilationStartAnalysisContext context, Action<SyntaxNodeAnalysisContext> action, params SyntaxKind[] kinds)
        => context.RegisterSyntaxNodeAction(
            node =>
            {
                try
                {
                    action(node);
                }
                catch (Exception exception) when (InternalFailure.Is(exception))
                {
                    var what = node.ContainingSymbol?.ToDisplayString() ?? NameOf(node.Compilation);
                    node.ReportDiagnostic(InternalFailure.At(node.Node.GetLocation(), what, exception));
                }
            },
            kinds);

    public static void OnAdditionalFile(this CompilationStartAnalysisContext context, Action<AdditionalFileAnalysisContext> action)
        => context.RegisterAdditionalFileAction(file =>
        {
            try
            {
                action(file);
            }
            catch (Exception exception) when (InternalFailure.Is(exception))
            {
                file.ReportDiagnostic(InternalFailure.At(place: null, file.AdditionalFile.Path, exception));
            }
        });

    public static void OnEnd(this CompilationStartAnalysisContext context, Action<CompilationAnalysisContext> action)
        => context.RegisterCompilationEndAction(end =>
        {
            try
            {
                action(end);
            }
            catch (Exception exception) when (InternalFailure.Is(exception))
            {
                end.ReportDiagnostic(InternalFailure.At(place: null, NameOf(end.Compilation), exception));
            }
        });

    private static string NameOf(Compilation compilation) => compilation.AssemblyName ?? string.Empty;
}
