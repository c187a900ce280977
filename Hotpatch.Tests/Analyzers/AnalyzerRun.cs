using Hotpatch.Tests.Compilers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace Hotpatch.Tests.Analyzers;

/// <summary>
/// One analyzer over one source, whose expected diagnostics are marked as Roslyn's testing packages have it: <c>{|HP0016:Name|}</c>.
/// </summary>
internal sealed class AnalyzerRun<TAnalyzer> : CSharpCodeFixTest<TAnalyzer, EmptyCodeFixProvider, DefaultVerifier>
    where TAnalyzer : DiagnosticAnalyzer, new()
{
    private readonly LanguageVersion _version;

    public AnalyzerRun(LanguageVersion version = LanguageVersion.Preview)
    {
        _version = version;
        SnippetSetup.Apply(this);
    }

    public static Task Check(string source, LanguageVersion version = LanguageVersion.Preview)
        => new AnalyzerRun<TAnalyzer>(version) { TestCode = source }.RunAsync();

    protected override Task RunImplAsync(CancellationToken cancellationToken)
        => RuleRun.IsNeeded
            ? new RuleRun(new TAnalyzer(), TestState, CreateParseOptions(), SnippetSetup.CompilationOptions) { Transforms = SolutionTransforms }.Check()
            : base.RunImplAsync(cancellationToken);

    protected override ParseOptions CreateParseOptions() => new CSharpParseOptions(_version, DocumentationMode.Parse);

    protected override CompilationOptions CreateCompilationOptions() => SnippetSetup.CompilationOptions;
}
