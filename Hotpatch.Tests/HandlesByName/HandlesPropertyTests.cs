using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Tests.HandlesByName;

/// <summary>The project's property <c>HotpatchHandles</c>.</summary>
public class HandlesPropertyTests
{
    private const string Source =
        "namespace Shop { public class Service { [Hotpatch.Patchable] public void Run(ref int a) { } } public class Box<T> { [Hotpatch.Patchable] public void Run() { } } }";

    [TestCase("internal")]
    [TestCase(" Internal ")]
    public void Internal_hides_all_of_them_from_other_assemblies(string value)
    {
        var run = Run(value);

        Assert.That(run.Warnings.Where(diagnostic => diagnostic.Id != "CS1591"), Is.Empty, run.Text);
        Assert.That(
            new[] { "Shop.ServicePatches", "Shop.BoxPatches`1", "Shop.AllBoxPatches" }.Select(name => run.After.GetTypeByMetadataName(name)!.DeclaredAccessibility),
            Is.All.EqualTo(Accessibility.Internal));
        Assert.That(run.Text, Does.Not.Contain("public "));
        Assert.That(
            Libraries.Complaints(Libraries.Consumer("class Uses { void Use() { Shop.ServicePatches.Run.Restore(); } }", references: Libraries.Reference(run))),
            Is.EqualTo(new[] { "CS0122" }));
    }

    [TestCase("true")]
    [TestCase("")]
    [TestCase("  ")]
    public void Otherwise_they_are_as_accessible_as_their_methods(string value)
        => Assert.That(Run(value).After.GetTypeByMetadataName("Shop.ServicePatches")!.DeclaredAccessibility, Is.EqualTo(Accessibility.Public));

    [TestCase("false")]
    [TestCase("False")]
    public void None_where_it_is_false(string value)
    {
        Assert.That(Run(value).Files, Is.Empty);
        Assert.That(Run(value).Result.Diagnostics, Is.Empty);
    }

    [TestCase("public")]
    [TestCase("0")]
    public void Unknown_value_is_an_error(string value)
    {
        var diagnostic = Run(value).Result.Diagnostics.Single();

        Assert.That(diagnostic.Id, Is.EqualTo("HP0037"));
        Assert.That(diagnostic.Severity, Is.EqualTo(DiagnosticSeverity.Error));
        Assert.That(diagnostic.GetMessage(CultureInfo.InvariantCulture), Does.Contain($"'{value}'").And.Contain("'internal'"));
    }

    private static GeneratorRun Run(string value)
        => GeneratorRun.Of([Source], properties: new Dictionary<string, string> { ["build_property.HotpatchHandles"] = value });
}
