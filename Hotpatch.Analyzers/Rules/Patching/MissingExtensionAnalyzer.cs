using System.Collections.Immutable;
using Hotpatch.Analyzers.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hotpatch.Analyzers.Rules.Patching;

/// <summary>
/// Reports <c>PriceService.Patches.Quote</c> if there is no such extension property or handle. The compiler's own error gives neither the reason nor
/// the code to write instead.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MissingExtensionAnalyzer : DiagnosticAnalyzer
{
    private const string Property = "Patches";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }
        = ImmutableArray.Create(Descriptors.ExtensionMissing, InternalFailure.Rule);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.OnStart(start =>
        {
            if (RuntimeSymbols.Find(start.Compilation) is { } symbols)
                start.OnNode(node => Check(node, symbols), SyntaxKind.SimpleMemberAccessExpression);
        });
    }

    private static void Check(SyntaxNodeAnalysisContext context, RuntimeSymbols symbols)
    {
        var access = (MemberAccessExpressionSyntax)context.Node;
        var reasons = new MissingHandleReasons(context.SemanticModel, symbols, access.SpanStart);
        if (access.Name.Identifier.ValueText == Property)
        {
            if (TypeBefore(access, context) is { } type && !IsFound(access, type, context, symbols))
                Report(access, type, Property, reasons.OfExtension(type));
        }
        else if (access.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: Property } patches
            && TypeBefore(patches, context) is { } type
            && IsFound(patches, type, context, symbols)
            && context.SemanticModel.GetSymbolInfo(access, context.CancellationToken) is { Symbol: null, CandidateSymbols.IsEmpty: true }
            && reasons.OfHandle(type, access.Name.Identifier.ValueText) is { } reason)
        {
            Report(access, type, $"{Property}.{access.Name.Identifier.ValueText}", reason);
        }

        void Report(MemberAccessExpressionSyntax access, INamedTypeSymbol type, string missing, string reason)
            => context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.ExtensionMissing, access.Name.GetLocation(), type.ToMinimalDisplayString(context.SemanticModel, access.SpanStart), missing, reason));
    }

    private static INamedTypeSymbol? TypeBefore(MemberAccessExpressionSyntax access, SyntaxNodeAnalysisContext context)
        => context.SemanticModel.GetSymbolInfo(access.Expression, context.CancellationToken).Symbol is INamedTypeSymbol { TypeKind: not TypeKind.Error } type ? type : null;

    /// <summary>Whether the access finds a member of the type, or the type's own extension property.</summary>
    // If the type has none, the compiler may bind to another type's extension property.
    private static bool IsFound(MemberAccessExpressionSyntax access, INamedTypeSymbol type, SyntaxNodeAnalysisContext context, RuntimeSymbols symbols)
    {
        var found = context.SemanticModel.GetSymbolInfo(access, context.CancellationToken);
        return found.CandidateSymbols.Concat(new[] { found.Symbol }).OfType<ISymbol>().Any(symbol => IsOf(type, ExtendedBy(symbol, symbols) ?? symbol.ContainingType));
    }

    /// <summary>Returns the type to whose handles a generated extension property leads, or null for any other member.</summary>
    private static INamedTypeSymbol? ExtendedBy(ISymbol symbol, RuntimeSymbols symbols)
        => symbol is IPropertySymbol { Type.ContainingType: { } holder }
            && holder.GetAttributes().FirstOrDefault(attribute
                => RuntimeSymbols.Is(attribute.AttributeClass, symbols.HandlesOfAttribute) || RuntimeSymbols.Is(attribute.AttributeClass, symbols.CallsOfAttribute))
                ?.ConstructorArguments is [{ Value: INamedTypeSymbol extended }]
            ? extended
            : null;

    private static bool IsOf(INamedTypeSymbol type, INamedTypeSymbol? declaring)
    {
        for (var part = type; part is not null; part = part.BaseType)
        {
            if (RuntimeSymbols.Is(part.OriginalDefinition, declaring?.OriginalDefinition))
                return true;
        }

        return type.AllInterfaces.Any(part => RuntimeSymbols.Is(part.OriginalDefinition, declaring?.OriginalDefinition));
    }
}
