using FsCheck.Fluent;
using Hotpatch.Tests.HandlesByName;
using Hotpatch.Tests.Properties.Programs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Hotpatch.Tests.Properties;

/// <summary>Random programs with marked methods: whatever they hold, the generator reads them, and what it writes causes no warning.</summary>
[Parallelizable(ParallelScope.Self)]
[Category("Slow")]
public class ProgramTests
{
    private const int Programs = 200;
    private const string Newest = "14.0";

    [Test]
    public void Handles_of_random_programs_compile_without_warnings()
    {
        var valid = 0;
        Seed.Check(
            Gen.Choose(0, int.MaxValue - 1).Select(seed => RandomProgram.Of(seed, Newest)),
            program => program.Smaller(),
            Programs,
            program => valid += Check(program) ? 1 : 0);

        // Else the test would pass if no program compiled any longer.
        Assert.That(valid, Is.GreaterThan(Programs / 2));
    }

    /// <summary>False for a program that does not compile itself.</summary>
    private static bool Check(RandomProgram program)
    {
        Assert.That(LanguageVersionFacts.TryParse(program.Version, out var version), Is.True);
        var run = GeneratorRun.Of(program.Text, version);
        var plain = run.Before.GetDiagnostics();
        if (plain.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
            return false;

        var known = plain.Select(diagnostic => diagnostic.ToString()).ToHashSet(StringComparer.Ordinal);
        var found = run.Result.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
            .Concat(run.Warnings)
            .Where(diagnostic => !known.Contains(diagnostic.ToString()) && !IsRepeated(diagnostic, plain))
            .ToArray();
        if (found.Length > 0)
            throw new InvalidOperationException($"{string.Join('\n', found.Take(3))}\n{program}\n{run.Text}");

        return true;
    }

    // A type argument whose nullability does not meet a constraint warns in the source, and wherever the signature is written once more.
    private static bool IsRepeated(Diagnostic found, IEnumerable<Diagnostic> plain)
        => found.Id is "CS8631" or "CS8634" or "CS8714" && plain.Any(diagnostic => diagnostic.Id == found.Id);
}
