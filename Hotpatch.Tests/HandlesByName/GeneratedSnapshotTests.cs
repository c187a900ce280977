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
                text.Append(Header(version)).Append(generated);

            newer = generated;
        }

        if (SourceCase.CompilerIsNew)
            Snapshot.Verify($"Handles/{name}", text.ToString());
        else
            Assert.That(text.ToString(), Is.EqualTo(Visible().Replace(OlderPart(Snapshot.Read($"Handles/{name}"), source.Supported.Select(Header).FirstOrDefault()), string.Empty)));
    }

    // An older compiler can't hide a class from friend assemblies.
    [GeneratedRegex(@"^ *\[global::Microsoft\.CodeAnalysis\.Embedded\]\n", RegexOptions.Multiline)]
    private static partial Regex Visible();

    private static string Header(LanguageVersion version) => $"======== C# {version.ToDisplayString()}\n\n";

    /// <summary>The snapshot as it would be if that version of the language were the newest; nothing for none.</summary>
    private static string OlderPart(string snapshot, string? newest)
    {
        if (newest is null)
            return string.Empty;

        // Under the newest version stands what was generated for the next newer one, if nothing differs.
        var headers = Headers().Matches(snapshot);
        var at = snapshot.IndexOf(newest, StringComparison.Ordinal);
        if (at >= 0)
            return snapshot[at..];

        var last = headers.Last(header => VersionOf(header.Value) > VersionOf(newest));
        return newest + snapshot[(last.Index + last.Length)..];
    }

    private static double VersionOf(string header) => double.Parse(header.Split(' ')[2], System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex("======== C# [0-9.]+\n\n")]
    private static partial Regex Headers();

    private static string Describe(GeneratorRun run)
    {
        var files = run.Files.Where(file => !file.Key.StartsWith("Hotpatch.", StringComparison.Ordinal)).OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => $"-------- {file.Key}\n{file.Value}\n");
        var diagnostics = run.Result.Diagnostics.Select(diagnostic => $"{diagnostic.Location.GetLineSpan().StartLinePosition}: {diagnostic}\n").Order(StringComparer.Ordinal);
        return ToolVersion().Replace(string.Concat(files.Concat(diagnostics)), "$1…$2");
    }

    [GeneratedRegex("(\"Hotpatch.Analyzers\", \")[^\"]+(\")")]
    private static partial Regex ToolVersion();
}
