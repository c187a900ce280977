using System.Collections.Concurrent;
using System.Collections.Immutable;
using Hotpatch.Analyzers.Rules.Configuration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hotpatch.Analyzers.Rules;

/// <summary>A project that uses [Patchable] but is not woven: every lookup would fail when it runs. Said once, at the first mark.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WeaverAnalyzer : DiagnosticAnalyzer
{
    private const string True = "true";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Descriptors.WeaverMissing, InternalFailure.Rule);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.OnStart(Start);
    }

    private static void Start(CompilationStartAnalysisContext context)
    {
        if (RuntimeSymbols.Find(context.Compilation)?.PatchableAttribute is not { } mark || ReasonOf(context.Options, context.CancellationToken) is not { } reason)
            return;

        var marks = new ConcurrentBag<Location>();
        context.OnNode(
            node =>
            {
                if (RuntimeSymbols.Is(node.SemanticModel.GetTypeInfo(node.Node, node.CancellationToken).Type, mark))
                    marks.Add(node.Node.GetLocation());
            },
            SyntaxKind.Attribute);
        context.OnEnd(end =>
        {
            if (First(marks, end.Compilation) is { } place)
                end.ReportDiagnostic(Diagnostic.Create(Descriptors.WeaverMissing, place, reason));
        });
    }

    /// <summary>Why nothing weaves the project; null where something does, or where the build does not tell.</summary>
    private static string? ReasonOf(AnalyzerOptions options, CancellationToken cancellation)
    {
        var properties = options.AnalyzerConfigOptionsProvider.GlobalOptions;
        if (properties.TryGetValue("build_property.HotpatchWeaver", out var weaver) && !IsTrue(weaver))
            return "the project does not reference Hotpatch.Fody. Reference that package.";

        if (properties.TryGetValue("build_property.DisableFody", out var disabled) && IsTrue(disabled))
            return "DisableFody is set in the project. Remove it.";

        return ProjectConfiguration.Read(options, cancellation).LeavesWeaverOut
            ? "FodyWeavers.xml has no <Hotpatch /> element. Add it."
            : null;
    }

    private static bool IsTrue(string value) => string.Equals(value, True, StringComparison.OrdinalIgnoreCase);

    private static Location? First(ConcurrentBag<Location> marks, Compilation compilation)
    {
        if (marks.IsEmpty)
            return null;

        var order = compilation.SyntaxTrees.Select((tree, index) => (tree, index)).ToDictionary(pair => pair.tree, pair => pair.index);
        return marks.OrderBy(mark => order[mark.SourceTree!]).ThenBy(mark => mark.SourceSpan.Start).First();
    }
}
