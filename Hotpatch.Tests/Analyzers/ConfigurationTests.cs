using System.Globalization;
using Hotpatch.Analyzers.Rules.Configuration;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Analyzers;

/// <summary>Mistakes in FodyWeavers.xml stand at their line.</summary>
public class ConfigurationTests
{
    private const string Source =
        """
        namespace Shop
        {
            public class PriceService { public int Quote() => 1; public int Total { get; set; } }
            public class Outer { public interface Inner { int Count(); } }
            public class Box<T> { public class Item<U> { public U Get() => default; } public async System.Threading.Tasks.Task Wait() => await System.Threading.Tasks.Task.Yield(); }
            public enum Colour { Red }
            public struct Point { public int X; }
        }
        """;

    [Test]
    public Task Unknown_attributes_and_elements() => Check(
        """
        <Weavers>
          <Hotpatch Scope="All"
            {|HP0004:scope|}="All" Foo="1" />
        </Weavers>
        """);

    [Test]
    public Task Unknown_element() => Check("<Weavers><Hotpatch><{|HP0004:Include|}/></Hotpatch></Weavers>");

    [Test]
    public Task Unknown_scope() => Check("<Weavers><Hotpatch {|HP0004:Scope|}=\"Everything\"/></Weavers>");

    [Test]
    public Task The_last_of_several_elements_counts() => Check("<Weavers><Hotpatch Bad='1'/><Hotpatch {|HP0004:Worse|}='1'/></Weavers>");

    [Test]
    public Task Patterns_without_match() => Check(
        """
        <Weavers>
          <Other />
          <Hotpatch Include="Shop.PriceService, {|HP0007:Shop.PriceServices|}
                             {|HP0007:Shop.Colour|} Shop.PriceService.Quote Shop.Outer+Inner {|HP0007:Shop.Point|}"
                    Exclude='{|HP0007:Shop|}.* ; {|HP0007:Stop.*|}' />
        </Weavers>
        """.Replace("{|HP0007:Shop|}.*", "Shop.*.get_Total", StringComparison.Ordinal));

    [Test]
    public Task Plain_names_of_nested_and_generic_types() => Check(
        """
        <Weavers>
          <Hotpatch Include="Shop.Outer.Inner, Shop.Box, Shop.Box.Item Shop.Box.Item.Get {|HP0007:Shop.Box.Items|} {|HP0007:Shop.Box`2|}" Exclude="Shop.Outer.Inner.Count"/>
        </Weavers>
        """);

    [Test]
    public Task Patterns_for_what_the_compiler_makes() => Check("""<Weavers><Hotpatch Scope="All" Exclude="*.MoveNext Shop.*DisplayClass* {|HP0007:Stop.*.MoveNext|}"/></Weavers>""");

    [Test]
    public Task The_projects_own_element_counts()
        => new AnalyzerRun<ConfigurationAnalyzer>
        {
            TestState =
            {
                Sources = { Source },
                AdditionalFiles = { ("/solution/FodyWeavers.xml", "<Weavers><Hotpatch Bad='1'/></Weavers>"), ("/solution/project/FodyWeavers.xml", "<Weavers><Hotpatch {|HP0004:Worse|}='1'/></Weavers>") },
                AnalyzerConfigFiles = { ("/.globalconfig", "is_global = true\nbuild_property.ProjectDir = /solution/project/\n") },
            },
        }.RunAsync();

    [Test]
    public Task The_solutions_counts_where_the_projects_has_no_element()
        => new AnalyzerRun<ConfigurationAnalyzer>
        {
            TestState =
            {
                Sources = { Source },
                AdditionalFiles = { ("/solution/project/FodyWeavers.xml", "<Weavers><Other/></Weavers>"), ("/solution/FodyWeavers.xml", "<Weavers><Hotpatch {|HP0004:Bad|}='1'/></Weavers>") },
                AnalyzerConfigFiles = { ("/.globalconfig", "is_global = true\nbuild_property.ProjectDir = /solution/project/\n") },
            },
        }.RunAsync();

    [Test]
    public Task What_is_no_configuration_or_no_xml_is_left()
        => new AnalyzerRun<ConfigurationAnalyzer>
        {
            TestState = { Sources = { Source }, AdditionalFiles = { ("/FodyWeavers.xml", "<Weavers>"), ("/Other.xml", "<Weavers><Hotpatch Bad='1'/></Weavers>") } },
        }.RunAsync();

    [TestCase("<Hotpatch Foo='1' scope='All'/>")]
    [TestCase("<Hotpatch><Include/></Hotpatch>")]
    [TestCase("<Hotpatch Scope='1'/>")]
    [TestCase("<Hotpatch Include='Shop.Prices, Shop.PriceService' Exclude='Other.* Shop.Colour'/>")]
    [TestCase("<Hotpatch Include='Shop.Outer.Inner Shop.Box.Item Shop.Boxes' Scope='All'/>")]
    [TestCase("<Hotpatch Scope='All' Exclude='*.MoveNext Shop.Box*.MoveNext Shop.Outer.Inner.Count Shop.Item'/>")]
    public async Task The_weaver_says_the_same(string element)
    {
        using var folder = new TempFolder();
        var run = WeaverRun.Execute(Compiled.ToFolder(folder.FullName, Source), folder.PathOf("woven", "Snippet.dll"), ReferenceList.OfFixture("Debug"), element);
        var found = await Diagnostics.Of(
            Compiled.Compilation(Source), [new ConfigurationAnalyzer()], new TextInMemory("/FodyWeavers.xml", $"<Weavers>{element}</Weavers>"));
        Assert.That(
            found.Select(diagnostic => $"{diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}"),
            Is.EquivalentTo(run.Errors.Select(error => error.Message)).And.Not.Empty);
    }

    private static Task Check(string xml)
        => new AnalyzerRun<ConfigurationAnalyzer> { TestState = { Sources = { Source }, AdditionalFiles = { ("/FodyWeavers.xml", xml) } } }.RunAsync();
}
