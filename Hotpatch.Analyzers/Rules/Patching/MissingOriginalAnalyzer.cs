using System.Collections.Immutable;
using Hotpatch.Analyzers.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Hotpatch.Analyzers.Rules.Patching;

/// <summary>Reports layers over a constructor without an original, and uses of that original, in the project that declares the constructor.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MissingOriginalAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Descriptors.WithoutOriginal, InternalFailure.Rule);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.OnStart(start =>
        {
            if (RuntimeSymbols.Find(start.Compilation) is not { } symbols)
                return;

            var methods = new PatchedMethods(symbols);
            start.OnOperation(operation => Check(operation, HandleOfCall((IInvocationOperation)operation.Operation, symbols), methods), OperationKind.Invocation);
            start.OnOperation(operation => Check(operation, HandleOfOriginal((IPropertyReferenceOperation)operation.Operation, symbols), methods), OperationKind.PropertyReference);
        });
    }

    private static IOperation? HandleOfCall(IInvocationOperation call, RuntimeSymbols symbols)
        => symbols.IsWrap(call.TargetMethod) ? call.Instance
            : symbols.IsWrapInSet(call.TargetMethod) ? call.Arguments.First(argument => argument.Parameter?.Ordinal == 0).Value
            : null;

    private static IOperation? HandleOfOriginal(IPropertyReferenceOperation reference, RuntimeSymbols symbols)
        => reference.Property.Name == "Original" && symbols.IsHandle(reference.Property.ContainingType) ? reference.Instance : null;

    private static void Check(OperationAnalysisContext context, IOperation? handle, PatchedMethods methods)
    {
        if (handle is null || context.Operation.SemanticModel is not { } model)
            return;

        var initializers = new Initializers(model, context.CancellationToken);
        if (methods.Of(handle, initializers) is { MethodKind: MethodKind.Constructor } constructor
            && SharedWithBody.Find(constructor, initializers.ModelOf, context.CancellationToken) is { } shared)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.WithoutOriginal, PlaceOf(context.Operation.Syntax), MethodDisplayName.Of(constructor.OriginalDefinition), shared.Name));
        }
    }

    private static Location PlaceOf(SyntaxNode use)
    {
        var accessed = use is InvocationExpressionSyntax call ? call.Expression : use;
        return (accessed switch
        {
            MemberAccessExpressionSyntax access => access.Name,
            MemberBindingExpressionSyntax binding => binding.Name,
            _ => accessed,
        }).GetLocation();
    }
}
