using System.Collections.Immutable;
using Hotpatch.Analyzers.Diagnostics;
using Hotpatch.Analyzers.Rules.Configuration;
using Hotpatch.Analyzers.Selection.Calls;
using Hotpatch.Fody.Configuration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Hotpatch.Analyzers.Rules.Patching;

/// <summary>
/// Reports a replacement that calls the method it replaces, and a layer or a condition that calls the method it is for. Most likely
/// they mean what lies below.
/// </summary>
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
            var config = new Lazy<WeaverConfig?>(() => ProjectConfiguration.Read(start.Options, CancellationToken.None).Config);
            start.OnOperation(operation => Check(operation, symbols, methods, config), OperationKind.Invocation);
        });
    }

    private static void Check(OperationAnalysisContext context, RuntimeSymbols symbols, PatchedMethods methods, Lazy<WeaverConfig?> config)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.SemanticModel is not { } model)
            return;

        var initializers = new Initializers(model, context.CancellationToken);
        foreach (var patch in PatchCall.AllOf(call, symbols, initializers, context.CancellationToken))
        {
            // A replacement in a project whose own calls are not patchable calls the method itself.
            if (methods.Of(patch.Handle, initializers) is { } method
                && (!methods.IsOfAllCalls(patch.Handle, initializers) || CallRequests.AnySelects(method, context.Compilation, config.Value)))
            {
                Check(context, patch, method, symbols, methods, initializers);
            }
        }
    }

    private static void Check(
        OperationAnalysisContext context, PatchCall patch, IMethodSymbol method, RuntimeSymbols symbols, PatchedMethods methods, Initializers initializers)
    {
        foreach (var found in patch.Replacements.SelectMany(CallsIn))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.CallsItself,
                found.Place,
                found.IsWritten ? [patch.Below.GetLocation()] : [],
                MethodDisplayName.Of(method.OriginalDefinition), patch.Role.Name, patch.Role.Instead, patch.Role.Repeats));
        }

        IEnumerable<FoundCall> CallsIn(IOperation replacement)
        {
            if (initializers.Follow(replacement) is IMethodReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Method, method))
                return [new FoundCall(replacement.Syntax.GetLocation(), IsWritten: false)];

            return ReplacementBody.Of(replacement, initializers, context.CancellationToken) is { } body && !body.EndsPatch(symbols, MayBeOf)
                ? new CallsOf(method, body.Self).In(body.Operation)
                : [];
        }

        bool MayBeOf(IOperation other) => methods.Of(other, initializers) is not { } otherMethod || SymbolEqualityComparer.Default.Equals(otherMethod, method);
    }
}
