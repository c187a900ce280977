using System.Collections.Immutable;
using Hotpatch.Analyzers.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Hotpatch.Analyzers.Rules.Patching;

/// <summary>Reports a replacement that calls the method it replaces, and a layer that calls the method it wraps. Most likely they mean what lies below.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SelfCallAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Descriptors.CallsItself, InternalFailure.Rule);

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
            start.OnOperation(operation => Check(operation, symbols, methods), OperationKind.Invocation);
        });
    }

    private static void Check(OperationAnalysisContext context, RuntimeSymbols symbols, PatchedMethods methods)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.SemanticModel is not { } model)
            return;

        var initializers = new Initializers(model, context.CancellationToken);
        if (PatchCall.Of(call, symbols, initializers, context.CancellationToken) is not { } patch || methods.Of(patch.Handle, initializers) is not { } method)
            return;

        var (what, below) = patch.IsLayer ? ("layer", "the delegate that it wraps") : ("replacement", "the handle's Original");
        foreach (var replacement in patch.Replacements)
        {
            foreach (var found in CallsIn(replacement))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.CallsItself, found.GetLocation(), [patch.Below.GetLocation()], MethodDisplayName.Of(method.OriginalDefinition), what, below));
            }
        }

        IEnumerable<SyntaxNode> CallsIn(IOperation replacement)
        {
            if (initializers.Follow(replacement) is IMethodReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Method, method))
                return [replacement.Syntax];

            return ReplacementBody.Of(replacement, initializers, context.CancellationToken) is { } body && !body.EndsPatch(symbols, MayBeOf)
                ? new CallsOf(method, body.Self).In(body.Operation).Select(found => found.Syntax)
                : [];
        }

        bool MayBeOf(IOperation other) => methods.Of(other, initializers) is not { } otherMethod || SymbolEqualityComparer.Default.Equals(otherMethod, method);
    }
}
