using System.Collections.Immutable;
using Hotpatch.Analyzers.Diagnostics;
using Hotpatch.Analyzers.Rules.Configuration;
using Hotpatch.Analyzers.Selection;
using Hotpatch.Fody.Configuration;
using Hotpatch.Fody.Diagnostics;
using Hotpatch.Fody.Selection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hotpatch.Analyzers.Rules.Marks;

/// <summary>Reports what the build would refuse, in the same words: methods that can't be woven, and contradictory marks.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RefusalAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(Descriptors.ContradictoryMarks, Descriptors.StaticConstructor, Descriptors.NoBody, Descriptors.VarArgs, Descriptors.NoEndOfCall, InternalFailure.Rule);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.OnStart(Start);
    }

    private static void Start(CompilationStartAnalysisContext context)
    {
        if (RuntimeSymbols.Find(context.Compilation) is null)
            return;

        // The build refuses only methods with a mark. If only the scope covers a method, the build leaves it as it is.
        var scope = new PatchableScope(WholeAssembly: false, Config: null);
        var consistency = ProjectConfiguration.Read(context.Options, context.CancellationToken).Consistency;
        context.OnType((symbol, type) => Check(symbol, type, scope, consistency));
        MarkedFunctions.Register(context, (function, marks, report) => Check(function, marks, report, consistency));
    }

    private static void Check(SymbolAnalysisContext context, INamedTypeSymbol type, PatchableScope scope, PatchConsistency consistency)
    {
        if (IsContradictory(type) && MarkedDeclarations.CoveredBy(type).FirstOrDefault() is { } covered)
            context.ReportDiagnostic(Contradiction(covered, type));

        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol method)
            {
                // In an extension block, the members have the marks, and the weaver weaves the implementations. Report the members.
                if (!MarkedDeclarations.IsImplementation(method) && IsContradictory(method))
                    context.ReportDiagnostic(Contradiction(method, method));
                else if (SymbolMarks.Of(method, scope) == Mark.ByHand && SymbolRefusals.Find(method, consistency) is { } refusal)
                    context.ReportDiagnostic(Refuse(method, refusal));
            }
            else if (MarkedDeclarations.AccessorsOf(member) is [var accessor, ..] && IsContradictory(member))
            {
                context.ReportDiagnostic(Contradiction(accessor, member));
            }
        }
    }

    private static void Check(IMethodSymbol function, ImmutableArray<AttributeData> marks, Action<Diagnostic> report, PatchConsistency consistency)
    {
        if (IsContradictory(function))
            report(Diagnostic.Create(Descriptors.ContradictoryMarks, PlaceOf(function, marks), Refusal.ContradictoryMarks(MethodDisplayName.Of(function))));
        else if (SymbolMarks.AttributeOf(function) == true && SymbolRefusals.Find(function, consistency) is { } refusal)
            report(Refuse(function, refusal));
    }

    private static bool IsContradictory(ISymbol symbol)
        => SymbolMarks.Has(symbol, SymbolNames.PatchableAttribute) && SymbolMarks.Has(symbol, SymbolNames.NotPatchableAttribute);

    /// <summary>The build reports every method that both marks cover. This diagnostic names the first of them, and stands at the marks.</summary>
    private static Diagnostic Contradiction(IMethodSymbol method, ISymbol marked)
        => Diagnostic.Create(Descriptors.ContradictoryMarks, PlaceOf(marked), Refusal.ContradictoryMarks(MethodDisplayName.Of(method)));

    private static Diagnostic Refuse(IMethodSymbol method, Refusal refusal)
        => Diagnostic.Create(Descriptors.Of(refusal), PlaceOf(method), refusal.About(MethodDisplayName.Of(method)));

    // A lambda has no name, so report it at its mark.
    private static Location PlaceOf(IMethodSymbol function, ImmutableArray<AttributeData> marks)
        => function.MethodKind == MethodKind.LocalFunction || marks[0].ApplicationSyntaxReference is not { } mark
            ? PlaceOf(function)
            : Location.Create(mark.SyntaxTree, mark.Span);

    private static Location PlaceOf(ISymbol symbol)
        => symbol.Locations.FirstOrDefault(location => location.IsInSource)
            ?? (symbol as IMethodSymbol)?.AssociatedSymbol?.Locations.FirstOrDefault()
            ?? Location.None;
}
