namespace Hotpatch.Tests.Architecture;

/// <summary>
/// Within a project, a folder names only folders below it. The lists give the order from top to bottom. docs/architecture.md says what each folder is for.
/// </summary>
[Parallelizable(ParallelScope.All)]
[Category("Slow")]
internal sealed class FolderOrderTests
{
    private static readonly Dictionary<string, string[]> Orders = new(StringComparer.Ordinal)
    {
        ["Hotpatch.Fody"] =
        [
            ".", "Files", "Handles", "Manifest", "Weaving", "Languages", "Trimming", "Selection", "Calls", "Signing", "Symbols", "Metadata", "Diagnostics", "Configuration",
        ],
        ["Hotpatch.Analyzers"] =
        [
            ".", "Rules/Calls", "Rules/Patches", "Rules/Patching", "Rules/CallSites", "Rules/Marks", "Rules/Configuration", "Rules", "Handles", "Handles/Extensions", "Handles/Declarations", "Handles/Writing",
            "Handles/Reading", "Handles/Model", "Selection/Calls", "Selection", "Diagnostics",
        ],
        ["Hotpatch.Build"] = ["."],
        ["Hotpatch.CodeFixes"] = ["."],
        ["Hotpatch.Runtime"] = ["Infrastructure", "Lookup", "Woven", "Sets", "Shadows", "Interception", "Observers", "Handles", "Routers/Shapes", "Routers", "Gates", "Attributes", "Exceptions", "Naming"],
        ["Hotpatch.Hosting"] = ["Registration", "Service", "Control", "Control/Channel", "Control/Commands", "Control/Values", "Control/Protocol", "Health", "Fixes", "Features", "Telemetry", "Logging", "Settings", "Naming", "Threading"],
        ["Hotpatch.FeatureManagement"] = ["."],
        ["Hotpatch.Tool"] = [".", "Commands", "Files", "Code", "Output", "Connection"],
        ["Hotpatch.Libraries"] =
        [
            "Watching", "Loading", "Binding", "Context", "Features", "Reports", "Reading", "Trust", "Trust/Rules", "Trust/Access", "Trust/Files", "Exceptions",
        ],
    };

    private static IEnumerable<string> Projects => Orders.Keys;

    [Test]
    public void Every_project_of_a_package_has_an_order() => Assert.That(ProjectSources.ProjectsInPackages(), Is.SubsetOf(Orders.Keys));

    [TestCaseSource(nameof(Projects))]
    public void A_folder_names_only_folders_below_it(string project)
    {
        var sources = ProjectSources.Read(project);
        var upwards = Upwards(FolderArrows.Find(sources), Orders[project]);
        Assert.Multiple(() =>
        {
            Assert.That(Orders[project], Is.EquivalentTo(FolderArrows.Folders(sources)), "every folder stands in the order once");
            Assert.That(string.Join(Environment.NewLine, upwards), Is.Empty);
        });
    }

    // The types of Hotpatch.Runtime that users name lie in the namespace Hotpatch, whatever their folder.
    [TestCase("Hotpatch.Fody")]
    [TestCase("Hotpatch.Analyzers")]
    [TestCase("Hotpatch.CodeFixes")]
    public void A_folder_is_a_namespace(string project)
    {
        var elsewhere = ProjectSources.Read(project)
            .Where(source => !source.Key.StartsWith("../", StringComparison.Ordinal))
            .Where(source => !source.Value.Contains($"namespace {Namespace(project, source.Key)};", StringComparison.Ordinal))
            .Select(source => source.Key);
        Assert.That(elsewhere, Is.Empty);
    }

    [Test]
    public void An_arrow_upwards_is_noticed()
    {
        Dictionary<string, string> sources = new(StringComparer.Ordinal)
        {
            ["Top/Page.cs"] = "namespace P; public class Page { public Line First { get; } = new(); }",
            ["Bottom/Line.cs"] = "namespace P; public class Line { public string Name => nameof(Page); }",
        };
        var upwards = Upwards(FolderArrows.Find(sources), ["Top", "Bottom"]);
        Assert.That(upwards, Is.EqualTo(new[] { "Bottom/Line.cs names Page of Top" }));
    }

    [TestCase("[Named] public class Line;", ExpectedResult = 1, TestName = "An_attribute_counts")]
    [TestCase("public class Line { public object Text => Page.Make(); }", ExpectedResult = 2, TestName = "A_member_counts")]
    [TestCase("public class Line { public string Text => 1.Extended(); }", ExpectedResult = 1, TestName = "An_extension_method_counts")]
    [TestCase("/// <summary>On a <see cref=\"Page\"/>.</summary>\npublic class Line;", ExpectedResult = 0, TestName = "A_comment_does_not_count")]
    [TestCase("public class Line { private class Page; private Page? _page; }", ExpectedResult = 0, TestName = "An_equal_name_does_not_count")]
    public int Counts(string line)
    {
        Dictionary<string, string> sources = new(StringComparer.Ordinal)
        {
            ["Top/Page.cs"] =
                "namespace P; public static class Page { public static object Make() => 1; public static string Extended(this int value) => string.Empty; } "
                + "public class NamedAttribute : System.Attribute;",
            ["Bottom/Line.cs"] = "namespace P;\n" + line,
        };
        return Upwards(FolderArrows.Find(sources), ["Top", "Bottom"]).Count;
    }

    /// <summary>The arrows from a folder to one above it, as text.</summary>
    private static IReadOnlyList<string> Upwards(IEnumerable<FolderArrow> arrows, string[] order)
        => [.. arrows
            .Where(arrow => Array.IndexOf(order, arrow.To) < Array.IndexOf(order, arrow.From))
            .Select(arrow => $"{arrow.File} names {arrow.Name} of {arrow.To}")
            .Order(StringComparer.Ordinal)];

    private static string Namespace(string project, string path)
        => path.LastIndexOf('/') is var end and >= 0 ? $"{project}.{path[..end].Replace('/', '.')}" : project;
}
