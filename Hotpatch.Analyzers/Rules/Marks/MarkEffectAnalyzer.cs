using System.Collections.Immutable;
using Hotpatch.Analyzers.Diagnostics;
using Hotpatch.Analyzers.Rules.Configuration;
using Hotpatch.Analyzers.Selection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hotpatch.Analyzers.Rules.Marks;

/// <summary>Reports marks without an effect: <c>[Patchable]</c> without a method to patch, <c>[NotPatchable]</c> without a mark to undo.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MarkEffectAnalyzer : DiagnosticAnalyzer
{
    private const string Nothing = "no mark around it and no configuration makes it patchable";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Descriptors.MarkWithoutEffect, InternalFailure.Rule);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.OnStart(Start);
    }

    private static void Start(CompilationStartAnalysisContext context)
    {
        if (RuntimeSymbols.Find(context.Compilation) is not { } symbols)
            return;

        var configuration = ProjectConfiguration.Read(context.Options, context.CancellationToken);

        // An invalid configuration has an error of its own. Until it is corrected, it may cover any method.
        var scope = configuration.Error is null ? configuration.ScopeOf(context.Compilation) : new PatchableScope(WholeAssembly: true, Config: null);
        var effect = new MarkEffect(symbols, scope);
        context.OnType((symbol, type) => effect.Check(type, symbol.ReportDiagnostic, symbol.CancellationToken));
        MarkedFunctions.Register(context, (_, marks, report) => effect.CheckFunction(marks, report));
    }

    private sealed class MarkEffect(RuntimeSymbols symbols, PatchableScope scope)
    {
        public void Check(INamedTypeSymbol type, Action<Diagnostic> report, CancellationToken cancellation)
        {
            if (Find(type) is { } onType)
                CheckType(onType, type, report, cancellation);

            foreach (var member in type.GetMembers())
            {
                // Nested types get an action of their own. The implementation of an extension block's member has the same marks as the member.
                if (member is not (IPropertySymbol or IEventSymbol or IMethodSymbol) || MarkedDeclarations.IsImplementation(member) || Find(member) is not { } mark)
                    continue;

                if (member is IMethodSymbol method)
                    CheckMethod(mark, method, report, cancellation);
                else if (mark.Negative && !MarkedDeclarations.AccessorsOf(member).Any(IsPatchableFromType))
                    Report(mark, Nothing, report, cancellation);
            }
        }

        public void CheckFunction(ImmutableArray<AttributeData> marks, Action<Diagnostic> report)
        {
            if (Find(marks) is { Negative: true } mark)
                Report(mark, "a mark around lambdas and local functions does not cover them", report, CancellationToken.None);
        }

        private void CheckType(FoundMark mark, INamedTypeSymbol type, Action<Diagnostic> report, CancellationToken cancellation)
        {
            var covered = MarkedDeclarations.CoveredBy(type);
            if (!mark.Negative && !covered.Any() && !(InheritedSymbolMarks.IsInherited(mark.Attribute) && InheritedMarkAnalyzer.CanBeInherited(type)))
                Report(mark, "the type declares no method with a body that the mark covers", report, cancellation);
            else if (mark.Negative && !covered.Any(IsPatchableFromOutside))
                Report(mark, Nothing, report, cancellation);
        }

        private void CheckMethod(FoundMark mark, IMethodSymbol method, Action<Diagnostic> report, CancellationToken cancellation)
        {
            if (EmittedMethods.IsPartialWithoutBody(method))
                Report(mark, "the partial method has no implementation, so the compiler leaves it out", report, cancellation);
            else if (mark.Negative && !IsPatchableWithout(method))
                Report(mark, Nothing, report, cancellation);
        }

        /// <summary>Whether the method would be patchable without its own mark.</summary>
        private bool IsPatchableWithout(IMethodSymbol method)
            => method.AssociatedSymbol is { } owner && SymbolMarks.AttributeOf(owner) is { } onOwner ? onOwner : IsPatchableFromType(method);

        /// <summary>Whether the method would be patchable without a mark on it and its property.</summary>
        private bool IsPatchableFromType(IMethodSymbol method)
        {
            if (!SymbolMarks.IsCoveredFromOutside(method))
                return false;

            var type = ExtensionMembers.IsBlock(method.ContainingType) ? method.ContainingType.ContainingType : method.ContainingType;
            return SymbolMarks.AttributeOf(type) ?? IsPatchableFromOutside(method);
        }

        /// <summary>Whether the method would be patchable without any mark in its type.</summary>
        private bool IsPatchableFromOutside(IMethodSymbol method) => InheritedSymbolMarks.Find(method) is not null || scope.Covers(method);

        private FoundMark? Find(ISymbol symbol) => Find(symbol.GetAttributes());

        /// <summary>Returns the mark, or null if there is none or both. Another rule reports both.</summary>
        private FoundMark? Find(ImmutableArray<AttributeData> attributes)
        {
            if (attributes.IsEmpty)
                return null;

            var patchable = attributes.FirstOrDefault(attribute => RuntimeSymbols.Is(attribute.AttributeClass, symbols.PatchableAttribute));
            var notPatchable = attributes.FirstOrDefault(attribute => RuntimeSymbols.Is(attribute.AttributeClass, symbols.NotPatchableAttribute));
            return (patchable, notPatchable) switch
            {
                ({ } positive, null) => new FoundMark(positive, Negative: false),
                (null, { } negative) => new FoundMark(negative, Negative: true),
                _ => null,
            };
        }

        private static void Report(FoundMark mark, string reason, Action<Diagnostic> report, CancellationToken cancellation)
        {
            if (mark.Attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation() is { } place)
                report(Diagnostic.Create(Descriptors.MarkWithoutEffect, place, mark.Negative ? "NotPatchable" : "Patchable", reason));
        }
    }

    private sealed record FoundMark(AttributeData Attribute, bool Negative);
}
