using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Tests.Documentation;

/// <summary>The editor links each rule to its section: in this repository, in a file and under a heading that are there.</summary>
public class HelpLinkTests
{
    private static readonly string[] Assemblies = ["Hotpatch.Analyzers", "Hotpatch.CodeFixes"];

    private static string Address
        => XDocument.Load(Repository.PathOf("Directory.Build.props")).Descendants("RepositoryUrl").Single().Value;

    // Every one that is declared, whether or not an analyzer names it.
    internal static IEnumerable<DiagnosticDescriptor> Descriptors
        => Assemblies.SelectMany(name => Assembly.Load(name).GetTypes())
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(member => member.FieldType == typeof(DiagnosticDescriptor) && !member.DeclaringType!.ContainsGenericParameters)
            .Select(member => (DiagnosticDescriptor)member.GetValue(null)!);

    [Test]
    public void Every_rule_links_to_its_section_in_the_repository()
    {
        var descriptors = Descriptors.ToArray();
        Assert.That(descriptors, Has.Length.GreaterThan(15));
        Assert.Multiple(() =>
        {
            foreach (var descriptor in descriptors)
            {
                var link = Regex.Match(descriptor.HelpLinkUri, $"^{Regex.Escape(Address)}/blob/main/(?<file>[^#]+)#(?<anchor>.+)$");
                Assert.That(link.Success, descriptor.HelpLinkUri);

                var file = Repository.PathOf(link.Groups["file"].Value.Split('/'));
                Assert.That(file, Does.Exist);
                Assert.That(Page.Of(link.Groups["file"].Value).Anchors, Does.Contain(link.Groups["anchor"].Value));
                Assert.That(link.Groups["anchor"].Value, Does.StartWith(descriptor.Id.ToLowerInvariant() + "-"));
            }
        });
    }

    [Test]
    public void Address_of_the_repository_stands_in_one_place()
    {
        var found = new[] { "*.cs", "*.csproj", "*.props", "*.targets" }
            .SelectMany(pattern => Directory.GetFiles(Repository.Root, pattern, SearchOption.AllDirectories))
            .Where(file => !Regex.IsMatch(file, @"[\\/](bin|obj|artifacts)[\\/]") && File.ReadAllText(file).Contains(Address, StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(Repository.Root, file));
        Assert.That(found, Is.EqualTo(new[] { "Directory.Build.props" }));
    }
}
