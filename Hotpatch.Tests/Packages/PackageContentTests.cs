using System.IO.Compression;
using System.Xml.Linq;
using Hotpatch.Fody;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Packages;

/// <summary>What is in the packages, and what they depend on.</summary>
[Parallelizable(ParallelScope.Self)]
[Category("Slow")]
public class PackageContentTests
{
    [Test]
    public void Weaver_package_has_its_files_where_Fody_looks_for_them()
    {
        var expected = new[]
        {
            "README.md", "build/Hotpatch.Fody.props", "build/Hotpatch.Fody.targets", "build/Hotpatch.Fody.Runtime.targets",
            "build/Hotpatch.Fody.FileBased.targets", "build/Hotpatch.Fody.Signing.targets", "build/Hotpatch.Fody.References.targets", "lib/netstandard2.0/_._",
            "tasks/Hotpatch.Build.dll", "tasks/Hotpatch.Fody.dll", "tasks/Mono.Cecil.dll", "tasks/Mono.Cecil.Rocks.dll", "tasks/THIRD-PARTY-NOTICES.txt",
            "weaver/Hotpatch.Fody.dll", "weaver/Hotpatch.Fody.xcf",
        };
        Assert.That(Files("Hotpatch.Fody"), Is.EquivalentTo(expected));
    }

    [Test]
    public void Runtime_package_has_an_assembly_and_its_documentation_for_each_framework()
    {
        var expected = new[] { "netstandard2.0", "net8.0", "net10.0" }
            .SelectMany(framework => new[] { $"lib/{framework}/Hotpatch.Runtime.dll", $"lib/{framework}/Hotpatch.Runtime.xml" });
        Assert.That(Files("Hotpatch.Runtime"), Is.EquivalentTo(
            expected.Concat(["README.md", "buildTransitive/Hotpatch.Runtime.targets", "compiler/Hotpatch.Analyzers.dll", "compiler/Hotpatch.CodeFixes.dll"])));
    }

    [Test]
    public void Libraries_package_has_an_assembly_and_its_documentation_for_each_framework()
    {
        var expected = new[] { "net8.0", "net10.0" }
            .SelectMany(framework => new[] { $"lib/{framework}/Hotpatch.Libraries.dll", $"lib/{framework}/Hotpatch.Libraries.xml" });
        Assert.That(Files("Hotpatch.Libraries"), Is.EquivalentTo(expected.Append("README.md")));
    }

    [Test]
    public void Hosting_package_has_an_assembly_and_its_documentation_for_each_framework()
    {
        var expected = new[] { "net8.0", "net10.0" }
            .SelectMany(framework => new[] { $"lib/{framework}/Hotpatch.Hosting.dll", $"lib/{framework}/Hotpatch.Hosting.xml" });
        Assert.That(Files("Hotpatch.Hosting"), Is.EquivalentTo(expected.Concat(["README.md", "buildTransitive/Hotpatch.Hosting.targets", "buildTransitive/HotpatchControlAtStart.cs"])));
    }

    [Test]
    public void Feature_package_has_an_assembly_and_its_documentation_for_each_framework()
    {
        var expected = new[] { "net8.0", "net10.0" }
            .SelectMany(framework => new[] { $"lib/{framework}/Hotpatch.FeatureManagement.dll", $"lib/{framework}/Hotpatch.FeatureManagement.xml" });
        Assert.That(Files("Hotpatch.FeatureManagement"), Is.EquivalentTo(expected.Concat(["README.md", "buildTransitive/Hotpatch.FeatureManagement.targets"])));
    }

    [Test]
    public void Tool_package_is_the_command_hotpatch()
    {
        var files = Files("Hotpatch.Tool");
        Assert.That(files, Does.Contain("README.md").And.Contain("tools/net8.0/any/hotpatch.dll").And.Contain("tools/net8.0/any/DotnetToolSettings.xml"));
        Assert.That(files.Where(file => file.EndsWith(".pdb", StringComparison.Ordinal) && !file.EndsWith("hotpatch.pdb", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void Weaver_package_brings_all_of_Fody_and_of_the_runtime()
        => Assert.That(
            Dependencies("Hotpatch.Fody"),
            Is.EquivalentTo(new[] { $"Hotpatch.Runtime {PackageFeed.Version} All", $"Fody {Repository.VersionOf("Fody")} All" }));

    [Test]
    public void Runtime_package_depends_on_nothing()
        => Assert.That(Dependencies("Hotpatch.Runtime"), Is.Empty);

    [Test]
    public void Libraries_package_depends_on_the_runtime_only()
        => Assert.That(
            Dependencies("Hotpatch.Libraries").Select(dependency => string.Join(' ', dependency.Split(' ').Take(2))).Distinct(),
            Is.EqualTo(new[] { $"Hotpatch.Runtime {PackageFeed.Version}" }));

    // What every program with one patchable method ships.
    [Test]
    public void Runtime_has_at_most_380_KB([Values("netstandard2.0", "net8.0", "net10.0")] string framework)
    {
        using var archive = ZipFile.OpenRead(PackageFeed.PathOf("Hotpatch.Runtime"));
        Assert.That(archive.GetEntry($"lib/{framework}/Hotpatch.Runtime.dll")!.Length, Is.LessThanOrEqualTo(380 * 1024));
    }

    [Test]
    public void Weaver_does_not_use_the_runtime_that_it_only_depends_on_as_a_package()
        => Assert.That(
            typeof(ModuleWeaver).Assembly.GetReferencedAssemblies().Select(reference => reference.Name),
            Does.Not.Contain("Hotpatch.Runtime"));

    [TestCase("Hotpatch.Fody")]
    [TestCase("Hotpatch.Runtime")]
    [TestCase("Hotpatch.Libraries")]
    [TestCase("Hotpatch.Hosting")]
    [TestCase("Hotpatch.FeatureManagement")]
    [TestCase("Hotpatch.Tool")]
    public void Readme_of_a_package_is_its_own(string package)
    {
        using var archive = ZipFile.OpenRead(PackageFeed.PathOf(package));
        using var readme = new StreamReader(archive.GetEntry("README.md")!.Open());
        Assert.That(readme.ReadToEnd(), Is.EqualTo(File.ReadAllText(Repository.PathOf(package, "PACKAGE.md"))));
    }

    private static string[] Files(string package)
    {
        using var archive = ZipFile.OpenRead(PackageFeed.PathOf(package));
        return [.. archive.Entries.Select(entry => entry.FullName).Where(name => !IsOfNuGet(name))];
    }

    private static bool IsOfNuGet(string name)
        => name.EndsWith(".nuspec", StringComparison.Ordinal)
            || name == "[Content_Types].xml"
            || name.StartsWith("_rels/", StringComparison.Ordinal)
            || name.StartsWith("package/", StringComparison.Ordinal);

    private static string[] Dependencies(string package)
    {
        using var archive = ZipFile.OpenRead(PackageFeed.PathOf(package));
        using var nuspec = archive.GetEntry(package + ".nuspec")!.Open();
        return
        [
            .. XDocument.Load(nuspec).Descendants()
                .Where(element => element.Name.LocalName == "dependency")
                .Select(element => string.Join(' ', element.Attributes().Select(attribute => attribute.Value))),
        ];
    }
}
