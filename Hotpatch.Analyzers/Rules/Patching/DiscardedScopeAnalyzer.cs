using System.Collections.Immutable;
using Hotpatch.Analyzers.Diagnostics;
using Hotpatch.Analyzers.Rules.CallSites;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Hotpatch.Analyzers.Rules.Patching;

/// <summary>
/// Reports scopes that no code keeps: as a statement, assigned to a discard, as the body of a lambda without a result, or in a local that no code uses.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DiscardedScopeAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Descriptors.DiscardedScope, InternalFailure.Rule);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.OnStart(start =>
        {
            if (RuntimeSymbols.Find(start.Compilation) is not { } symbols)
                return;

            start.OnOperation(operation => CheckStatement(operation, symbols), OperationKind.ExpressionStatement);
            start.OnOperation(operation => CheckLocal(operation, symbols), OperationKind.VariableDeclarator);
        });
    }

    private static void CheckStatement(OperationAnalysisContext context, RuntimeSymbols symbols)
    {
        var value = ((IExpressionStatementOperation)context.Operation).Operation;
        if (value is ISimpleAssignmentOperation { Target: IDiscardOperation } assignment)
            value = assignment.Value;

        value = value.Unwrap();
        if (symbols.ScopeOf(value.Type) is { } type && NewScopes.IsNew(value, symbols) && !IsExpectedToThrow(context.Operation))
        {
            var (name, otherwise) = NewScopes.Describe(value, type);
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.DiscardedScope, value.Syntax.GetLocation(), $"{name} is discarded", otherwise));
        }
    }

    private static void CheckLocal(OperationAnalysisContext context, RuntimeSymbols symbols)
    {
        var declarator = (IVariableDeclaratorOperation)context.Operation;
        if (declarator.GetVariableInitializer() is not { Value: var initializer } || declarator.IsInUsing() || IsExpectedToThrow(declarator))
            return;

        var value = initializer.Unwrap();
        if (symbols.ScopeOf(value.Type) is { } type && NewScopes.IsNew(value, symbols) && !declarator.ReferencesOf(declarator.Symbol).Any())
        {
            var local = declarator.Symbol.Name;
            var (name, _) = NewScopes.Describe(value, type);
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.DiscardedScope, value.Syntax.GetLocation(), $"{name} in {local} is never used", $"or dispose {local}"));
        }
    }

    /// <summary>Whether the value is the body of a lambda for <c>Assert.Throws&lt;PatchException&gt;(…)</c> and the like. Then there will be no scope.</summary>
    private static bool IsExpectedToThrow(IOperation statement)
    {
        var parent = statement.Parent;
        while (parent is IVariableDeclarationOperation or IVariableDeclarationGroupOperation
            or IBlockOperation or IAnonymousFunctionOperation or IDelegateCreationOperation or IConversionOperation)
        {
            parent = parent.Parent;
        }

        return parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var method } }
            && (method.Name.StartsWith("Throw", StringComparison.Ordinal)
                || method.Name.StartsWith("Catch", StringComparison.Ordinal)
                || method.TypeArguments.Any(IsException));
    }

    private static bool IsException(ITypeSymbol type)
    {
        for (var candidate = type; candidate is not null; candidate = candidate.BaseType)
        {
            if (candidate is { Name: nameof(Exception), ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } })
                return true;
        }

        return false;
    }
}
