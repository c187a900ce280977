using Hotpatch.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Hotpatch.Tests.HandlesByName;

/// <summary>An edit elsewhere writes nothing anew, whether methods are marked by hand or by what widens the scope.</summary>
[TestFixture("")]
[TestFixture("[assembly: Hotpatch.Patchable]")]
public class GeneratorCachingTests(string assembly)
{
    private const string Service =
        """
        using Hotpatch;

        public class Service
        {
            [Patchable] public int Run(int a) { return a; }
            [Patchable] public int Walk(int a) { return a; }
            public int Plain() => 1;
        }

        public class Other { [Patchable] public void Run() { } }

        public class Unmarked { public int Field; public void Run() { } }
        """;

    private const string Unrelated = "public class Unrelated { public int Value; }";

    private readonly GeneratorRun _first = GeneratorRun.Of([Service, Unrelated, assembly], mentionsAll: false);

    [TestCase(1, "public int Value;", "public int Value; public string Name = \"\";")]
    [TestCase(0, "public int Field;", "public int Field, Other;")]
    [TestCase(0, "public int Plain()", "private int _field; public int Plain()")]
    [TestCase(1, "public class Unrelated", "public enum Further { } public class Unrelated")]
    [TestCase(0, "{ return a; }", "{ var b = a; return b + 1; }")]
    [TestCase(0, "Plain() => 1", "Plain() => 2")]
    [TestCase(0, "public class Service", "// What serves.\n\npublic class Service")]
    public void Edit_elsewhere_writes_nothing_anew(int file, string old, string @new)
        => Assert.That(Written(Edit(file, old, @new)), Is.Empty);

    [TestCase(0, "{ return a; }", "{ var b = a; return b + 1; }")]
    [TestCase(0, "Plain() => 1", "Plain() => 2")]
    [TestCase(0, "public class Service", "// What serves.\n\npublic class Service")]
    [TestCase(0, "public class Service", "public   class Service")]
    [TestCase(1, "public int Value;", "public int Value = 3;")]
    public void Edit_within_a_body_looks_at_no_type(int file, string old, string @new)
    {
        var run = Edit(file, old, @new);

        Assert.That(Reasons(run, HandleGenerator.DeclarationsStep), Is.EqualTo(new[] { IncrementalStepRunReason.Unchanged }));
        Assert.That(Reasons(run, HandleGenerator.TypesStep), Is.All.EqualTo(IncrementalStepRunReason.Cached));
    }

    [TestCase(0, "public int Field;", "public int Field, Other;", 0)]
    [TestCase(0, "public int Plain()", "private int _field; public int Plain()", 1)]
    [TestCase(0, "public int Run(int a)", "public int Run(long a)", 1)]
    public void Further_member_reads_its_own_type_alone(int file, string old, string @new, int read)
    {
        var run = Edit(file, old, @new);

        // Where everything is patchable, a type without a mark has handles too.
        var all = assembly.Length > 0 && read == 0 ? 1 : read;
        Assert.That(Reasons(run, HandleGenerator.TypesStep).Count(reason => reason != IncrementalStepRunReason.Cached), Is.EqualTo(all));
    }

    [Test]
    public void No_edit_reads_nothing_anew()
    {
        var again = _first.Again(_first.Before);

        Assert.That(Written(again), Is.Empty);
        Assert.That(Reasons(again, HandleGenerator.TypesStep), Is.All.EqualTo(IncrementalStepRunReason.Cached));
    }

    [TestCase("public class Other {", "public class Other { [Patchable] public void Further() { }", "Other.Patches.g.cs")]
    [TestCase("public int Run(int a)", "public int Run(long a)", "Service.Patches.g.cs")]
    public void Change_of_a_type_writes_that_type_anew(string old, string @new, string file)
    {
        var run = Edit(0, old, @new);

        Assert.That(Written(run), Has.Count.EqualTo(1));
        Assert.That(run.Files.Where(pair => _first.Files[pair.Key] != pair.Value).Select(pair => pair.Key), Is.EqualTo(new[] { file }));
    }

    [Test]
    public void Further_type_is_written_alone()
    {
        var run = Edit(1, "public class Unrelated", "public class Further { [Hotpatch.Patchable] public void Run() { } } public class Unrelated");

        Assert.That(run.Files.Keys.Except(_first.Files.Keys), Is.EqualTo(new[] { "Further.Patches.g.cs" }));
        if (assembly.Length == 0)
            Assert.That(Written(run), Has.Count.EqualTo(1));
    }

    private GeneratorRun Edit(int file, string old, string @new)
    {
        var tree = _first.Before.SyntaxTrees.ElementAt(file);
        var text = tree.ToString();
        Assert.That(text, Does.Contain(old));
        var edited = tree.WithChangedText(Microsoft.CodeAnalysis.Text.SourceText.From(text.Replace(old, @new, StringComparison.Ordinal), System.Text.Encoding.UTF8));
        return _first.Again(_first.Before.ReplaceSyntaxTree(tree, edited));
    }

    private static IncrementalStepRunReason[] Reasons(GeneratorRun run, string step)
        => [.. run.Result.TrackedSteps[step].SelectMany(found => found.Outputs).Select(output => output.Reason)];

    private static List<string> Written(GeneratorRun run)
        => [.. run.Result.TrackedOutputSteps.SelectMany(steps => steps.Value).SelectMany(step => step.Outputs)
            .Where(output => output.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged))
            .Select(output => $"{output.Reason}")];
}
