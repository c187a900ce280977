using System.Collections.Immutable;
using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;

namespace Hotpatch.Tests.Analyzers;

/// <summary>What sources of tests are compiled with.</summary>
internal static class SnippetSetup
{
    private static readonly Lazy<ImmutableArray<MetadataReference>> Read = new(
        () => [.. ReferenceList.OfFixture("Debug").Paths.Select(path => (MetadataReference)MetadataReference.CreateFromFile(path))]);

    public static ImmutableArray<MetadataReference> References => Read.Value;

    public static CompilationOptions CompilationOptions { get; } = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true);

    public static void Apply(AnalyzerTest<DefaultVerifier> test)
    {
        // Not the testing packages' own, which they would fetch.
        test.ReferenceAssemblies = new ReferenceAssemblies("none");
        test.TestState.AdditionalReferences.AddRange(References);

        // Warnings of the compiler are no concern of these tests.
        test.CompilerDiagnostics = CompilerDiagnostics.Errors;
    }

    public static Solution WithoutRuntime(Solution solution, ProjectId project)
        => solution.GetProject(project)!.MetadataReferences
            .Where(reference => reference.Display?.EndsWith("Hotpatch.Runtime.dll", StringComparison.Ordinal) == true)
            .Aggregate(solution, (changed, reference) => changed.RemoveMetadataReference(project, reference));
}
