using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Hotpatch.Analyzers.Rules.Patching;

/// <summary>A replacement that calls the method it replaces, where it most likely means the original.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SelfCallAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Descriptors.CallsItself);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (RuntimeSymbols.Find(start.Compilation) is not { } symbols)
                return;

            var methods = new PatchedMethods(symbols);
            start.RegisterOperationAction(operation => Check(operation, symbols, methods), OperationKind.Invocation);
        });
    }

    private static void Check(OperationAnalysisContext context, RuntimeSymbols symbols, PatchedMethods methods)
    {
        var call = (IInvocationOperation)context.Operation;
        if (FindPatch(call, symbols) is not var (handle, replacement) || call.SemanticModel is not { } model)
            return;

        var initializers = new Initializers(model, context.CancellationToken);
        if (methods.Of(handle, initializers) is not { } method)
            return;

        if (initializers.Follow(replacement) is IMethodReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Method, method))
        {
            Report(context, replacement.Syntax, method, handle);
            return;
        }

        if (ReplacementBody.Of(replacement, initializers, context.CancellationToken) is not { } body)
            return;

        if (body.EndsPatch(symbols, MayBeOf))
            return;

        foreach (var found in new CallsOf(method, body.Self).In(body.Operation))
            Report(context, found.Syntax, method, handle);

        bool MayBeOf(IOperation other) => methods.Of(other, initializers) is not { } otherMethod || SymbolEqualityComparer.Default.Equals(otherMethod, method);
    }

    /// <summary>The handle and the replacement, where a call brings the two together.</summary>
    private static (IOperation Handle, IOperation Replacement)? FindPatch(IInvocationOperation call, RuntimeSymbols symbols)
        => symbols.IsPatch(call.TargetMethod) && call.Instance is { } handle ? (handle, Argument(call, 0))
            : symbols.IsAddToSet(call.TargetMethod) ? (Unconverted(Argument(call, 0)), Argument(call, 1))
            : null;

    // Named arguments may stand in any order.
    private static IOperation Argument(IInvocationOperation call, int ordinal) => call.Arguments.First(argument => argument.Parameter?.Ordinal == ordinal).Value;

    private static IOperation Unconverted(IOperation operation) => operation is IConversionOperation { IsImplicit: true, Operand: var operand } ? operand : operation;

    private static void Report(OperationAnalysisContext context, SyntaxNode place, IMethodSymbol method, IOperation handle)
        => context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.CallsItself, place.GetLocation(), [handle.Syntax.GetLocation()], MethodDisplayName.Of(method.OriginalDefinition)));
}
