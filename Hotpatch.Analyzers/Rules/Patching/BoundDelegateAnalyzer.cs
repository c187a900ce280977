using System.Collections.Immutable;
using Hotpatch.Analyzers.Diagnostics;
using Hotpatch.Analyzers.Rules.CallSites;
using Hotpatch.Analyzers.Selection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Hotpatch.Analyzers.Rules.Patching;

/// <summary>Reports <c>Patchable.For</c> with a delegate that is bound to one instance. It throws at run time, because a patch holds for all instances.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BoundDelegateAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Descriptors.BoundDelegate, InternalFailure.Rule);

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
        if (!symbols.IsForDelegate(call.TargetMethod))
            return;

        if (Operations.MethodOf(call.Arguments[0].Value) is { Instance: not null, Method: { MethodKind: not MethodKind.LocalFunction } method } reference)
        {
            var named = ExtensionMembers.ImplementationOf((method.ReducedFrom ?? method).OriginalDefinition);
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.BoundDelegate, reference.Syntax.GetLocation(), MethodDisplayName.Of(named)));
        }
    }
}
