using System.Collections.Immutable;
using Hotpatch.Analyzers.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hotpatch.Analyzers.Rules.Calls;

/// <summary>Reports types and members in <c>[assembly: PatchableCalls]</c> that are not there, or whose calls can't be patchable.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CallTargetAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }
        = ImmutableArray.Create(CallDescriptors.UnknownTarget, CallDescriptors.NoStub, InternalFailure.Rule);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.OnStart(start =>
        {
            if (RuntimeSymbols.Find(start.Compilation) is null)
                return;

            var marks = new Lazy<ImmutableArray<CallsMark>>(() => CallsMark.All(start.Compilation, CancellationToken.None));
            start.OnNode(node => Check(node, marks), SyntaxKind.Attribute);
        });
    }

    private static void Check(SyntaxNodeAnalysisContext context, Lazy<ImmutableArray<CallsMark>> marks)
    {
        if (context.Node.Parent is AttributeListSyntax { Target.Identifier.ValueText: "assembly" }
            && marks.Value.FirstOrDefault(mark => mark.IsAt(context.Node)) is { } mark)
        {
            Check(mark, context.Compilation, context.ReportDiagnostic);
        }
    }

    private static void Check(CallsMark mark, Compilation compilation, Action<Diagnostic> report)
    {
        if (CallTargets.ProblemOf(mark.Type, compilation) is { } problem)
        {
            report(Diagnostic.Create(CallDescriptors.UnknownTarget, mark.PlaceOfType, CallTargets.Text(mark.Type), problem));
            return;
        }

        var type = ((INamedTypeSymbol)mark.Type!).OriginalDefinition;
        if (mark.Names.Count == 0 && CallTargets.RefusalOf(type, compilation) is { } ofType)
            report(Diagnostic.Create(CallDescriptors.NoStub, mark.PlaceOfType, CallTargets.Text(type), ofType));

        for (var i = 0; i < mark.Names.Count; i++)
        {
            if (mark.Names[i] is not { } name)
                report(Diagnostic.Create(CallDescriptors.UnknownTarget, mark.PlaceOf(i), "null", "the name of a member was expected. Write nameof, or leave the argument out for all members."));
            else if (CallTargets.ProblemOf(type, name, compilation) is { } unknown)
                report(Diagnostic.Create(CallDescriptors.UnknownTarget, mark.PlaceOf(i), $"{CallTargets.Text(type)}.{name}", unknown));
            else if (CallTargets.RefusalOf(type, name, compilation) is { } refusal)
                report(Diagnostic.Create(CallDescriptors.NoStub, mark.PlaceOf(i), $"{CallTargets.Text(type)}.{name}", refusal));
        }
    }
}
