using Hotpatch.Analyzers.Rules.Configuration;

namespace Hotpatch.Tests.Analyzers;

/// <summary>HP0036: [Patchable] in a project that nothing weaves.</summary>
public class WeaverMissingTests
{
    private const string Marked = "class First { [{|HP0036:Hotpatch.Patchable|}] int M() => 1; [Hotpatch.Patchable] int N() => 1; }";

    private const string Fine = "class First { [Hotpatch.Patchable] int M() => 1; }";

    [TestCase("build_property.HotpatchWeaver = false")]
    [TestCase("build_property.HotpatchWeaver =")]
    [TestCase("build_property.HotpatchWeaver = false\nbuild_property.DisableFody = true")]
    [TestCase("build_property.HotpatchWeaver = false\nbuild_property.Hotpatch =")]
    public Task Properties_of_a_build_that_weaves_nothing(string properties) => Check(Marked, properties);

    [TestCase("")]
    [TestCase("build_property.HotpatchWeaver = true")]
    [TestCase("build_property.HotpatchWeaver = true\nbuild_property.DisableFody =")]
    [TestCase("build_property.HotpatchWeaver = true\nbuild_property.DisableFody = false")]
    [TestCase("build_property.HotpatchWeaver = true\nbuild_property.DisableFody = True")]
    [TestCase("build_property.HotpatchWeaver = true\nbuild_property.Hotpatch = False")]
    [TestCase("build_property.HotpatchWeaver = false\nbuild_property.Hotpatch = false")]
    public Task Properties_of_a_build_that_weaves_or_that_says_nothing(string properties) => Check(Fine, properties);

    [Test]
    public Task Without_a_mark_nothing_is_missing() => Check("class First { [Hotpatch.NotPatchable] int M() => 1; }", "build_property.HotpatchWeaver = false");

    [Test]
    public Task A_configuration_that_does_not_name_the_weaver()
        => Check(Marked, "build_property.HotpatchWeaver = true", ("/FodyWeavers.xml", "<Weavers><PropertyChanged/></Weavers>"));

    [Test]
    public Task A_configuration_that_does_not_name_the_weaver_tells_it_alone()
        => Check(Marked, string.Empty, ("/FodyWeavers.xml", "<Weavers/>"));

    [Test]
    public Task A_configuration_says_nothing_where_the_project_weaves_nothing()
        => Check(Fine, "build_property.HotpatchWeaver = true\nbuild_property.Hotpatch = false", ("/FodyWeavers.xml", "<Weavers><PropertyChanged/></Weavers>"));

    [Test]
    public Task One_configuration_that_names_the_weaver_is_enough()
        => Check(Fine, "build_property.HotpatchWeaver = true", ("/a/b/FodyWeavers.xml", "<Weavers><PropertyChanged/></Weavers>"), ("/a/FodyWeavers.xml", "<Weavers><Hotpatch/></Weavers>"));

    [Test]
    public Task It_is_said_once_at_the_first_mark()
        => new AnalyzerRun<WeaverAnalyzer>
        {
            TestState =
            {
                Sources =
                {
                    "class Nothing { }",
                    "class Lambda { System.Action A() => [{|HP0036:Hotpatch.PatchableAttribute|}] () => { }; }",
                    "[Hotpatch.Patchable] class Later { void M() { } }",
                    "[assembly: Hotpatch.Patchable]",
                },
                AnalyzerConfigFiles = { ("/.globalconfig", "is_global = true\nbuild_property.HotpatchWeaver = false\n") },
            },
        }.RunAsync();

    private static Task Check(string source, string properties, params (string Name, string Content)[] files)
    {
        var run = new AnalyzerRun<WeaverAnalyzer>
        {
            TestState = { Sources = { source }, AnalyzerConfigFiles = { ("/.globalconfig", $"is_global = true\n{properties}\n") } },
        };
        foreach (var (name, content) in files)
            run.TestState.AdditionalFiles.Add((name, content));

        return run.RunAsync();
    }
}
