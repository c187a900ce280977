using System.Collections.Immutable;
using Hotpatch.Analyzers.Selection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hotpatch.Analyzers.Rules.Marks;

/// <summary>Finds local functions and lambdas with marks. Symbol actions don't visit them.</summary>
internal static class MarkedFunctions
{
    public delegate void Check(IMethodSymbol function, ImmutableArray<AttributeData> marks, Action<Diagnostic> report);

    public static void Register(CompilationStartAnalysisContext context, Check check)
        => context.OnNode(
            node => Find(node, check), SyntaxKind.LocalFunctionStatement, SyntaxKind.ParenthesizedLambdaExpression, SyntaxKind.SimpleLambdaExpression);

    private static void Find(SyntaxNodeAnalysisContext context, Check check)
    {
        var lists = context.Node switch
        {
            LocalFunctionStatementSyntax local => local.AttributeLists,
            LambdaExpressionSyntax lambda => lambda.AttributeLists,
            _ => default,
        };

        if (lists.Count == 0)
            return;

        var symbol = context.Node is LocalFunctionStatementSyntax declaration
            ? context.SemanticModel.GetDeclaredSymbol(declaration, context.CancellationToken) as IMethodSymbol
            : context.SemanticModel.GetSymbolInfo(context.Node, context.CancellationToken).Symbol as IMethodSymbol;

        if (symbol is not null && SymbolMarks.AttributeOf(symbol) is not null)
            check(symbol, symbol.GetAttributes(), context.ReportDiagnostic);
    }
}
