using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.HandlesByName;

/// <summary>What beside marks on the methods decides which have handles: the assembly's mark, FodyWeavers.xml, an MSBuild property.</summary>
public class GeneratorScopeTests
{
    private const string Source =
        """
        using Hotpatch;

        namespace Shop
        {
            public class Service
            {
                public void Open() { }
                internal void Hidden() { }
                [NotPatchable] public void Out() { }
                public Service() { }
                internal Service(int number) { }
            }

            [NotPatchable] public class Left { public void Run() { } }

            internal class Inner { public void Run() { } [Patchable] public void Marked() { } }
        }
        """;

    private const string Marked = "Shop.Inner.Marked()";

    [TestCase("", Marked)]
    [TestCase("<Hotpatch/>", Marked)]
    [TestCase("<Hotpatch Scope='Attributed'/>", Marked)]
    [TestCase("<Hotpatch Scope='Public'/>", "Shop.Service.Open() Shop.Inner.Marked()")]
    [TestCase("<Hotpatch Scope='Public' Include='Shop.Service.Open'/>", "Shop.Service.Open() Shop.Inner.Marked()")]
    [TestCase("<Hotpatch Scope='All' Exclude='*.Open,Shop.Left'/>", "Shop.Service.Hidden() Shop.Inner.Run() Shop.Inner.Marked()")]
    [TestCase("<Hotpatch Include='Shop.Inner'/>", "Shop.Inner.Run() Shop.Inner.Marked()")]
    [TestCase("<Hotpatch Include='Shop.*..ctor'/>", "Shop.Service..ctor() Shop.Service..ctor(System.Int32) Shop.Inner..ctor() Shop.Inner.Marked()")]
    [TestCase("<Hotpatch Scope='Public' Include='Shop.*..ctor'/>", "Shop.Service..ctor() Shop.Inner.Marked()")]
    [TestCase("<Hotpatch Scope='Misspelt'/>", Marked)]
    [TestCase("<Hotpatch", Marked)]
    public void Configuration_widens_the_scope(string element, string expected)
        => Assert.That(Run(("/project/FodyWeavers.xml", Weavers(element))).Methods, Is.EquivalentTo(Split(expected)));

    [Test]
    public void Assembly_mark_covers_all()
        => Assert.That(
            GeneratorRun.Of([Source, "[assembly: Hotpatch.Patchable]"]).Methods,
            Is.EquivalentTo(Split("Shop.Service.Open() Shop.Service.Hidden() Shop.Inner.Run() Shop.Inner.Marked()")));

    [TestCase("<Hotpatch/>", Marked)]
    [TestCase("<Other/>", "Shop.Service.Open() Shop.Inner.Marked()")]
    public void Configuration_of_the_project_comes_before_that_of_the_solution(string element, string expected)
    {
        var solution = ("/a longer path/FodyWeavers.xml", Weavers("<Hotpatch Include='*.Open'/>"));
        var project = ("/project/FodyWeavers.xml", Weavers(element));

        Assert.That(Run(solution, project).Methods, Is.EquivalentTo(Split(expected)));
        Assert.That(Run(project, solution).Methods, Is.EquivalentTo(Split(expected)));
    }

    [Test]
    public void Other_files_are_no_configuration()
        => Assert.That(Run(("/project/Other.xml", Weavers("<Hotpatch Scope='All'/>"))).Methods, Is.EquivalentTo(Split(Marked)));

    [TestCase("false", 0)]
    [TestCase("False", 0)]
    [TestCase("true", 1)]
    [TestCase("", 1)]
    public void Property_turns_handles_off(string value, int files)
        => Assert.That(
            GeneratorRun.Of([Source], properties: new Dictionary<string, string> { ["build_property.HotpatchHandles"] = value }, mentionsAll: false).Files,
            Has.Count.EqualTo(files));

    [Test]
    public void Nothing_is_said_of_what_only_the_scope_covers()
        => Assert.That(
            GeneratorRun.Of(["[assembly: Hotpatch.Patchable] public class Outer { private class Hidden { public void Run() { } } }"]).Result.Diagnostics,
            Is.Empty);

    private static GeneratorRun Run(params (string Path, string Text)[] files)
        => GeneratorRun.Of([Source], files: files, properties: new Dictionary<string, string> { ["build_property.ProjectDir"] = "/project/" });

    private static string Weavers(string element) => $"<Weavers>{element}</Weavers>";

    private static string[] Split(string methods) => methods.Split(' ');

    [TestCase("Hotpatch", "false", "Hotpatch")]
    [TestCase("Hotpatch", " False ", "Hotpatch")]
    [TestCase("DisableFody", "true", "DisableFody")]
    public void Property_that_switches_weaving_off_is_in_the_declaration(string property, string value, string named)
    {
        var run = GeneratorRun.Of(
            ["public static class A { [Hotpatch.Patchable] public static void M() { } }"],
            properties: new Dictionary<string, string> { ["build_property." + property] = value });

        Assert.That(run.Text, Does.Contain($"NotWoven(\"A.M()\", \"{named}\")"));
    }
}
