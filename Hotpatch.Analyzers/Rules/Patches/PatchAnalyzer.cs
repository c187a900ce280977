using System.Collections.Immutable;
using Hotpatch.Analyzers.Diagnostics;
using Hotpatch.Analyzers.Rules.Configuration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hotpatch.Analyzers.Rules.Patches;

/// <summary>Reports patches that would make loading the library fail, as far as the references show.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PatchAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(
        PatchDescriptors.Signature, PatchDescriptors.Target, PatchDescriptors.Place, PatchDescriptors.Version, PatchDescriptors.TypeArguments,
        PatchDescriptors.Twice, PatchDescriptors.NotPatchable, InternalFailure.Rule);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.OnStart(Start);
    }

    private static void Start(CompilationStartAnalysisContext context)
    {
        if (RuntimeSymbols.Find(context.Compilation) is not { PatchAttribute: not null } symbols)
            return;

        var configuration = ProjectConfiguration.Read(context.Options, context.CancellationToken);
        var binding = new LibraryBinding(
            context.Compilation,
            new TargetMarks(symbols, context.Compilation.Assembly, configuration.Error is null ? configuration.ScopeOf(context.Compilation) : null),
            new CallMarks(context.Compilation));
        context.OnType((symbol, type) => Check(symbol, type, symbols, binding));
        context.OnNode(
            node => CheckFunction(node, symbols),
            SyntaxKind.LocalFunctionStatement, SyntaxKind.ParenthesizedLambdaExpression, SyntaxKind.SimpleLambdaExpression);
        context.OnEnd(end => binding.Replaced.Report(end.Compilation, end.ReportDiagnostic));
    }

    private static void Check(SymbolAnalysisContext context, INamedTypeSymbol type, RuntimeSymbols symbols, LibraryBinding binding)
    {
        var mark = PatchMark.Of(type, symbols);
        if (mark is not null && PatchPlaces.ProblemOf(type, mark, symbols) is { } wrong)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                PatchDescriptors.Place, mark.PlaceOf(argument: null, context.CancellationToken), MethodDisplayName.Of(type), mark.Text, wrong));
            return;
        }

        foreach (var patch in PatchMethod.In(type, symbols))
        {
            foreach (var problem in Problems(patch, symbols, binding, context.CancellationToken))
                context.ReportDiagnostic(problem);
        }
    }

    private static IEnumerable<Diagnostic> Problems(PatchMethod patch, RuntimeSymbols symbols, LibraryBinding binding, CancellationToken cancellation)
    {
        var name = MethodDisplayName.Of(patch.Symbol);
        if (PatchPlaces.ProblemOf(patch, symbols) is { } misplaced)
        {
            yield return Diagnostic.Create(PatchDescriptors.Place, patch.Place, name, patch.Mark.Text, misplaced);
            yield break;
        }

        if (VersionRange.Read(patch, out var wrong) is { } versions)
        {
            foreach (var problem in binding.Bind(patch, versions, cancellation))
                yield return problem;
        }
        else if (wrong is var (argument, text))
        {
            yield return Diagnostic.Create(PatchDescriptors.Version, PlaceOf(patch, argument, cancellation), name, text);
        }
    }

    private static Location PlaceOf(PatchMethod patch, string argument, CancellationToken cancellation)
        => patch.Mark.PlaceOf(argument, cancellation);

    private static void CheckFunction(SyntaxNodeAnalysisContext context, RuntimeSymbols symbols)
    {
        var (lists, symbol) = context.Node switch
        {
            LocalFunctionStatementSyntax local => (local.AttributeLists, context.SemanticModel.GetDeclaredSymbol(local, context.CancellationToken) as IMethodSymbol),
            LambdaExpressionSyntax { AttributeLists.Count: > 0 } lambda => (lambda.AttributeLists, context.SemanticModel.GetSymbolInfo(lambda, context.CancellationToken).Symbol as IMethodSymbol),
            _ => default,
        };

        if (lists.Count > 0 && symbol is not null && PatchMark.Of(symbol, symbols) is { } mark
            && PatchPlaces.ProblemOf(new PatchMethod(symbol, mark, OfClass: null), symbols) is { } problem)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                PatchDescriptors.Place, mark.PlaceOf(argument: null, context.CancellationToken), MethodDisplayName.Of(symbol), mark.Text, problem));
        }
    }
}
