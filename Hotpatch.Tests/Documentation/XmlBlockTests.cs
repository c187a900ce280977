using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Hotpatch.Fody.Configuration;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Documentation;

/// <summary>The XML on the pages is what builds take: projects with properties that something reads, and configurations that the weaver reads.</summary>
public partial class XmlBlockTests
{
    private static readonly string[] Packages = ["Hotpatch.Fody", "Hotpatch.Runtime", "Hotpatch.Libraries"];

    private static readonly Lazy<string> OwnTargets = new(() => string.Concat(
        Directory.GetFiles(Repository.PathOf("Hotpatch.Fody", "build")).Concat(Directory.GetFiles(Repository.PathOf("Hotpatch.Runtime", "buildTransitive"))).Select(File.ReadAllText)));

    // What the SDK's own targets read.
    private static readonly Lazy<string> SdkTargets = new(() => string.Concat(
        new[] { "*.targets", "*.props" }.SelectMany(pattern => new[] { "", "Roslyn", Path.Combine("Sdks", "Microsoft.NET.Sdk", "targets") }
            .SelectMany(folder => Directory.GetFiles(Path.Combine(Sdk, folder), pattern))).Select(File.ReadAllText)));

    private static string Sdk => Path.GetFullPath(typeof(XmlBlockTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Hotpatch.Compiler.Sdk").Value!);

    private static IEnumerable<(CodeBlock Block, XElement Root)> Blocks
        => Page.All.SelectMany(page => page.Blocks).Where(block => block is { Language: "xml", Kind: BlockKind.Run })
            .Select(block => (block, XElement.Parse($"<Block>{block.Code}</Block>")));

    private static IEnumerable<(CodeBlock Block, XElement Element)> Elements(string name)
        => Blocks.SelectMany(block => block.Root.DescendantsAndSelf(name), (block, element) => (block.Block, element));

    [Test]
    public void Every_block_is_a_part_of_a_project_or_a_configuration()
        => Assert.That(
            Blocks.SelectMany(block => block.Root.Elements()).Select(element => element.Name.LocalName).Distinct(),
            Is.SubsetOf(new[] { "Project", "PropertyGroup", "ItemGroup", "Weavers" }));

    [Test]
    public void Properties_are_read_by_some_target()
    {
        var properties = Elements("PropertyGroup").SelectMany(group => group.Element.Elements(), (group, property) => (group.Block.Place, Name: property.Name.LocalName)).ToArray();
        Assert.That(properties, Has.Length.GreaterThan(10));
        Assert.That(properties.Where(property => !Reads(OwnTargets.Value, property.Name) && !Reads(SdkTargets.Value, property.Name)), Is.Empty);
    }

    [Test]
    public void Packages_of_Hotpatch_exist_in_the_version_that_is_built()
    {
        var version = XDocument.Load(Repository.PathOf("Directory.Build.props")).Descendants("VersionPrefix").Single().Value;
        var references = Elements("PackageReference").Concat(Elements("GlobalPackageReference"))
            .Where(reference => reference.Element.Attribute("Include")!.Value.StartsWith("Hotpatch", StringComparison.Ordinal)).ToArray();
        Assert.That(references, Has.Length.GreaterThan(5));
        Assert.Multiple(() =>
        {
            foreach (var (block, reference) in references)
            {
                Assert.That(Packages, Has.Some.EqualTo(reference.Attribute("Include")!.Value), block.Place);
                Assert.That(reference.Attribute("Version")!.Value, Is.EqualTo(version), block.Place);
            }
        });
    }

    [Test]
    public void Configurations_are_those_that_the_weaver_knows()
    {
        var elements = Elements("Weavers").Select(weavers => weavers.Element.Element("Hotpatch")!).ToArray();
        Assert.That(elements, Has.Length.GreaterThan(2).And.All.Not.Null);
        foreach (var element in elements)
            Assert.That(() => WeaverConfig.Read(element), Throws.Nothing, element.ToString());
    }

    [Test]
    public void Every_public_property_of_the_targets_has_a_row()
    {
        var page = Page.Of("docs/reference/msbuild-properties.md").Text.Split('\n').Where(line => line.StartsWith('|')).ToArray();
        var used = Used().Matches(OwnTargets.Value).Select(match => match.Groups[1].Value).Concat(ForCompiler).Distinct().ToArray();
        Assert.That(used, Has.Length.GreaterThan(5));
        Assert.That(used.Where(name => !page.Any(row => row.Split('|')[1].Contains($"`{name}`", StringComparison.Ordinal))), Is.Empty);
    }

    private static bool Reads(string targets, string property)
        => targets.Contains($"$({property})", StringComparison.OrdinalIgnoreCase) || ForCompiler.Contains(property, StringComparer.Ordinal);

    // What the generator and the analyzers read.
    private static IEnumerable<string> ForCompiler => GivenToCompiler().Matches(OwnTargets.Value).SelectMany(match => match.Groups[1].Value.Split(';'));

    [GeneratedRegex("<CompilerVisibleProperty Include=\"([^\"]+)\"")]
    private static partial Regex GivenToCompiler();

    // Names that begin with an underscore are nobody's to set.
    [GeneratedRegex(@"\$\((Hotpatch\w*|Fody(?!Path)\w*|DisableFody|WeaverConfiguration|NoWarn|WarningsNotAsErrors|SignAssembly|PublicSign|DelaySign|SolutionDir)\)")]
    private static partial Regex Used();
}
