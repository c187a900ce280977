using System.Collections.Concurrent;
using System.Collections.Immutable;
using Hotpatch.Analyzers.Diagnostics;
using Hotpatch.Analyzers.Rules.Configuration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hotpatch.Analyzers.Rules.Configuration;

/// <summary>
/// Reports a project that uses <c>[Patchable]</c> but is not woven, at the first mark: every look-up would fail at run time. If the project switches
/// weaving off itself, nothing is reported.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WeaverAnalyzer : DiagnosticAnalyzer
{
    private const string True = "true";
    private const string False = "false";

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

    /// <summary>Returns why the project is not woven. Returns null if it is, or if the build does not tell.</summary>
    private static string? ReasonOf(AnalyzerOptions options, CancellationToken cancellation)
    {
        var properties = options.AnalyzerConfigOptionsProvider.GlobalOptions;
        if (properties.TryGetValue("build_property.Hotpatch", out var hotpatch) && Is(hotpatch, False))
            return null;

        if (properties.TryGetValue("build_property.HotpatchWeaver", out var weaver) && !Is(weaver, True))
            return "the project does not reference Hotpatch.Fody. Reference that package, or set <Hotpatch>false</Hotpatch> if you want no weaving.";

        if (properties.TryGetValue("build_property.DisableFody", out var disabled) && Is(disabled, True))
            return null;

        return ProjectConfiguration.Read(options, cancellation).LeavesWeaverOut
            ? "FodyWeavers.xml has no <Hotpatch /> element. Add it."
            : null;
    }

    private static bool Is(string value, string expected) => string.Equals(value, expected, StringComparison.OrdinalIgnoreCase);

    private static Location? First(ConcurrentBag<Location> marks, Compilation compilation)
    {
        if (marks.IsEmpty)
            return null;

        var order = compilation.SyntaxTrees.Select((tree, index) => (tree, index)).ToDictionary(pair => pair.tree, pair => pair.index);
        return marks.OrderBy(mark => order[mark.SourceTree!]).ThenBy(mark => mark.SourceSpan.Start).First();
    }
}
