using System.Collections.Immutable;
using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hotpatch.Tests.Analyzers;

/// <summary>What an analyzer finds, where a test asks for the whole of it.</summary>
internal static class Diagnostics
{
    public static async Task<ImmutableArray<Diagnostic>> Of<TAnalyzer>(string source)
        where TAnalyzer : DiagnosticAnalyzer, new()
        => await Of(Compiled.Compilation(source), [new TAnalyzer()]);

    public static async Task<ImmutableArray<Diagnostic>> Of(
        Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers, params ImmutableArray<AdditionalText> files)
    {
        // Partial methods that another generator implements are not.
        var errors = compilation.GetDiagnostics().Where(diagnostic => diagnostic is { Severity: DiagnosticSeverity.Error, Id: not "CS8795" });
        Assert.That(errors, Is.Empty);
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions(files), (exception, _, _) => throw new InvalidOperationException("an analyzer failed", exception), concurrentAnalysis: true, logAnalyzerExecutionTime: false);
        return await new CompilationWithAnalyzers(compilation, analyzers, options).GetAnalyzerDiagnosticsAsync();
    }
}
