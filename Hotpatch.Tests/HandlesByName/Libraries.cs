using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace Hotpatch.Tests.HandlesByName;

/// <summary>Libraries with handles, as a project sees those that it references: by their reference assemblies, which are made before weaving.</summary>
internal static class Libraries
{
    public static MetadataReference Reference(string name, string source, LanguageVersion version = LanguageVersion.CSharp14, params MetadataReference[] references)
        => Reference(GeneratorRun.Over(GeneratorRun.Compile([source], version, name).AddReferences(references)));

    public static MetadataReference Reference(GeneratorRun run)
    {
        using var reference = new MemoryStream();
        var result = run.After.Emit(reference, options: new EmitOptions(metadataOnly: true, includePrivateMembers: false));
        Assert.That(result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error), Is.Empty, run.Text);
        return MetadataReference.CreateFromImage(reference.ToArray());
    }

    /// <summary>A project that uses libraries; the generator runs in it too.</summary>
    public static GeneratorRun Consumer(
        string source, LanguageVersion version = LanguageVersion.CSharp14, string name = "Consumer", params MetadataReference[] references)
        => GeneratorRun.Over(GeneratorRun.Compile([source], version, name).AddReferences(references));

    /// <summary>The codes of what the compiler says of a consumer.</summary>
    public static string[] Complaints(GeneratorRun run)
        => [.. run.Warnings.Where(diagnostic => diagnostic.Id != "CS1591").Select(diagnostic => diagnostic.Id)];
}
