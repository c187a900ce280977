using System.Collections.Immutable;
using Hotpatch.Analyzers.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Hotpatch.Analyzers.Rules.Patching;

/// <summary>Reports flow patches that an async function begins for code outside of it. The runtime restores the caller's flow, so the patch ends for the caller.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AsyncFlowAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Descriptors.FlowPatchInAsync, InternalFailure.Rule);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.OnStart(start =>
        {
            if (RuntimeSymbols.Find(start.Compilation) is { } symbols)
                start.OnOperation(operation => Check(operation, symbols), OperationKind.Invocation);
        });
    }

    private static void Check(OperationAnalysisContext context, RuntimeSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        var method = call.TargetMethod;
        var isFlow = symbols.IsFlow(method);
        var isApply = !isFlow && method.Name is "Apply" or "TryApply" or "ForceApply" && RuntimeSymbols.Is(method.ContainingType, symbols.PatchSet);
        if ((!isFlow && !isApply) || AsyncFunction(call, context.ContainingSymbol) is not { } function)
            return;

        var body = call.FunctionAround() ?? call.Root();
        var ending = new PatchEnds(call, body, function);
        if (!HandsFlowOn(body) && (isFlow ? ending.IsKeptOutside(call) : IsAppliedForOthers(context, call, ending, symbols)))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.FlowPatchInAsync, call.Syntax.GetLocation(), method.Name, function.MethodKind switch
                {
                    MethodKind.AnonymousFunction => "lambda",
                    MethodKind.LocalFunction => "local function",
                    _ => "method",
                }));
        }
    }

    // TUnit's hooks give a test their flow by AddAsyncLocalValues, other code by the ExecutionContext.
    private static bool HandsFlowOn(IOperation body)
        => body.Descendants().OfType<IInvocationOperation>()
            .Any(call => call.TargetMethod.Name == "AddAsyncLocalValues"
                || call.TargetMethod is { Name: "Capture", ContainingType.Name: "ExecutionContext" });

    private static bool IsAppliedForOthers(OperationAnalysisContext context, IInvocationOperation apply, PatchEnds ending, RuntimeSymbols symbols)
    {
        if (apply.SemanticModel is not { } model || Variables.Of(apply.Instance) is not (IFieldSymbol or IPropertySymbol) || ending.EndsIn(apply.Instance!))
            return false;

        var sets = new FlowSets(symbols, new Initializers(model, context.CancellationToken), context.CancellationToken);
        return sets.HasFlowPatch(Variables.Of(apply.Instance)!, context.ContainingSymbol.ContainingType);
    }

    /// <summary>Returns the function that runs the operation if it is async, or null.</summary>
    private static IMethodSymbol? AsyncFunction(IOperation operation, ISymbol member)
    {
        var function = operation.FunctionAround() switch
        {
            IAnonymousFunctionOperation lambda => lambda.Symbol,
            ILocalFunctionOperation local => local.Symbol,
            _ => member as IMethodSymbol,
        };

        // Nobody calls top-level statements.
        return function is { IsAsync: true, Name: not WellKnownMemberNames.TopLevelStatementsEntryPointMethodName } ? function : null;
    }
}
