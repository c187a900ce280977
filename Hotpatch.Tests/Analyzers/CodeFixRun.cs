using Hotpatch.Tests.Compilers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace Hotpatch.Tests.Analyzers;

/// <summary>One analyzer and its fix over one source; the fix is applied one by one and to all at once.</summary>
internal sealed class CodeFixRun<TAnalyzer, TFix> : CSharpCodeFixTest<TAnalyzer, TFix, DefaultVerifier>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TFix : CodeFixProvider, new()
{
    private readonly LanguageVersion _version;

    public CodeFixRun(LanguageVersion version = LanguageVersion.Preview)
    {
        _version = version;
        SnippetSetup.Apply(this);
    }

    /// <summary>The fix of that key must make <paramref name="fixedSource"/> of the source.</summary>
    public static Task Check(string source, string fixedSource, string? key = null, LanguageVersion version = LanguageVersion.Preview)
        => new CodeFixRun<TAnalyzer, TFix>(version) { TestCode = source, FixedCode = fixedSource, CodeActionEquivalenceKey = key }.RunAsync();

    /// <summary>There must be no fix.</summary>
    public static Task CheckNone(string source, LanguageVersion version = LanguageVersion.Preview) => Check(source, source, key: null, version);

    protected override Task RunImplAsync(CancellationToken cancellationToken)
        => RuleRun.IsNeeded
            ? new RuleRun(new TAnalyzer(), TestState, CreateParseOptions(), SnippetSetup.CompilationOptions) { Transforms = SolutionTransforms }.Check(new TFix(), CodeActionEquivalenceKey, FixedState)
            : base.RunImplAsync(cancellationToken);

    protected override ParseOptions CreateParseOptions() => new CSharpParseOptions(_version, DocumentationMode.Parse);

    protected override CompilationOptions CreateCompilationOptions() => SnippetSetup.CompilationOptions;
}
