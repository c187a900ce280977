using System.Collections.Immutable;
using Hotpatch.Analyzers.Diagnostics;
using Hotpatch.Analyzers.Rules.CallSites;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hotpatch.Analyzers.Rules.Calls;

/// <summary>
/// Reports members in <c>[assembly: PatchableCalls]</c> that nothing in the project calls, or that only code of the compiler calls. A project that
/// weaves references is left alone: the calls may be theirs.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CallUseAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }
        = ImmutableArray.Create(CallDescriptors.NotCalled, CallDescriptors.CompilersCall, InternalFailure.Rule);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();

        // Calls in generated files count.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze);
        context.OnStart(Start);
    }

    private static void Start(CompilationStartAnalysisContext context)
    {
        if (RuntimeSymbols.Find(context.Compilation) is null || WeavesReferences(context.Options))
            return;

        var marks = CallsMark.All(context.Compilation, context.CancellationToken)
            .Where(mark => CallTargets.ProblemOf(mark.Type, context.Compilation) is null)
            .ToImmutableArray();
        if (marks.IsEmpty)
            return;

        var use = new CallUse(marks, context.Compilation);
        foreach (var kind in MadeCalls.Kinds)
            context.OnOperation(operation => use.AddNamed(operation.Operation), kind);

        foreach (var kind in CompilersCalls.Kinds)
            context.OnOperation(operation => use.AddCompilers(operation.Operation), kind);

        foreach (var kind in StateMachineCalls.Kinds)
            context.OnOperation(operation => use.AddStateMachine(operation.Operation, operation.ContainingSymbol), kind);

        context.OnEnd(end => use.Report(end.ReportDiagnostic));
    }

    // The list is there even if weaving is switched off.
    private static bool WeavesReferences(AnalyzerOptions options)
        => options.AnalyzerConfigOptionsProvider.GlobalOptions is var properties
            && ((properties.TryGetValue("build_property.HotpatchWeavesReferences", out var weaves) && string.Equals(weaves.Trim(), "true", StringComparison.OrdinalIgnoreCase))
                || (properties.TryGetValue("build_property.HotpatchWovenReferences", out var list) && list.Trim().Length > 0));
}
