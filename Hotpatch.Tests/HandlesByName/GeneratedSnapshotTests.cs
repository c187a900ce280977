using System.Text;
using System.Text.RegularExpressions;
using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Hotpatch.Tests.HandlesByName;

/// <summary>What is generated for the sources of the folder Sources, under each version of the language where it differs.</summary>
[Parallelizable(ParallelScope.Children)]
public partial class GeneratedSnapshotTests
{
    private static IEnumerable<string> Names => SourceCase.All.Select(source => source.Name);

    [TestCaseSource(nameof(Names))]
    public void Generated_source_is_as_it_was(string name)
    {
        var source = SourceCase.All.Single(source => source.Name == name);
        var text = new StringBuilder();
        var newer = string.Empty;
        foreach (var version in source.Supported)
        {
            var generated = Describe(GeneratorRun.Of(source.Text, version));
            if (generated != newer)
                text.Append("======== C# ").Append(version.ToDisplayString()).Append("\n\n").Append(generated);

            newer = generated;
        }

        Snapshot.Verify($"Handles/{name}", text.ToString());
    }

    private static string Describe(GeneratorRun run)
    {
        var files = run.Files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => $"-------- {file.Key}\n{file.Value}\n");
        var diagnostics = run.Result.Diagnostics.Select(diagnostic => $"{diagnostic.Location.GetLineSpan().StartLinePosition}: {diagnostic}\n").Order(StringComparer.Ordinal);
        return ToolVersion().Replace(string.Concat(files.Concat(diagnostics)), "$1…$2");
    }

    [GeneratedRegex("(\"Hotpatch.Analyzers\", \")[^\"]+(\")")]
    private static partial Regex ToolVersion();
}
