using System.Collections.Immutable;
using Hotpatch.Analyzers.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Hotpatch.Analyzers.Rules.Patching;

/// <summary>Reports scopes that no code keeps: as a statement, assigned to a discard, or as the body of a lambda without a result.</summary>
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
            if (RuntimeSymbols.Find(start.Compilation) is { } symbols)
                start.OnOperation(operation => Check(operation, symbols), OperationKind.ExpressionStatement);
        });
    }

    private static void Check(OperationAnalysisContext context, RuntimeSymbols symbols)
    {
        var value = ((IExpressionStatementOperation)context.Operation).Operation;
        if (value is ISimpleAssignmentOperation { Target: IDiscardOperation } assignment)
            value = assignment.Value;

        while (value is IConversionOperation conversion)
            value = conversion.Operand;

        if (symbols.ScopeOf(value.Type) is { } type && IsNew(value, symbols) && !IsExpectedToThrow(context.Operation))
        {
            var (what, otherwise) = RuntimeSymbols.Is(type, symbols.PatchLayer) || IsWrap(value) ? ("layer", "or keep it") : type.Name switch
            {
                "PatchScope" or "GenericPatchScope" => ("scope", "or use Patch"),
                "PatchCanary" => ("canary", "or keep it"),
                _ => ("patch", "or keep it"),
            };
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.DiscardedScope, value.Syntax.GetLocation(), what, otherwise));
        }
    }

    // A generic handle has one scope type for scopes and layers.
    private static bool IsWrap(IOperation value)
        => (value is IConditionalAccessOperation access ? access.WhenNotNull : value) is IInvocationOperation { TargetMethod.Name: "Wrap" };

    /// <summary>Whether the value is the body of a lambda for <c>Assert.Throws&lt;PatchException&gt;(…)</c> and the like. Then there will be no scope.</summary>
    private static bool IsExpectedToThrow(IOperation statement)
    {
        var parent = statement.Parent;
        while (parent is IBlockOperation or IAnonymousFunctionOperation or IDelegateCreationOperation or IConversionOperation)
            parent = parent.Parent;

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

    /// <summary>Whether the code gets the scope here first: it comes neither from a variable nor from a call with the scope as an argument.</summary>
    private static bool IsNew(IOperation value, RuntimeSymbols symbols) => value switch
    {
        IInvocationOperation { Instance: { } instance, TargetMethod.Name: "RollbackOnFault" } => IsNew(instance, symbols),
        IInvocationOperation call => !symbols.IsScope(call.Instance?.Type) && !call.Arguments.Any(argument => symbols.IsScope(argument.Value.Type)),
        IAwaitOperation { Operation: var task } => IsNew(task, symbols),
        IConditionalAccessOperation access => IsNew(access.WhenNotNull, symbols),
        IConditionalOperation { WhenFalse: { } otherwise } choice => IsNew(choice.WhenTrue, symbols) || IsNew(otherwise, symbols),
        ICoalesceOperation choice => IsNew(choice.WhenNull, symbols),
        _ => false,
    };
}
