using System.Text;
using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Tests.HandlesByName;

/// <summary>Handles of woven references, which the project declares for the types that it mentions.</summary>
public class WovenReferenceTests
{
    private const string Product =
        """
        [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Snippet")]
        namespace Shop
        {
            public class PriceService
            {
                public decimal Quote(int quantity) => quantity;
                public decimal Quote(string code) => 1;
                internal string? Name { get; set; }
                private int Hidden() => 1;
                public T Generic<T>(T value) => value;
                public void ByReference(ref int value) => value++;
                [Hotpatch.NotPatchable] public void Left() { }
                public new static string ToString() => "";
            }

            public class Other { public int One() => 1; }

            public static class Marked { [Hotpatch.Patchable] public static int Two() => 2; }
        }
        """;

    private const string Source =
        """
        using Shop;

        internal static class C
        {
            internal static void M()
            {
                _ = Shop.PriceService.Patches.Quote_Int32;
                _ = Shop.PriceServicePatches.Quote_String;
                _ = Shop.PriceService.Patches.get_Name;
                _ = Shop.PriceService.Patches.ToString;
            }
        }
        """;

    [Test]
    public void Handles_of_a_mentioned_type_find_their_methods()
    {
        var run = Run("Shop<All<<>Gone<<<");
        Assert.That(run.Warnings.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning), Is.Empty, run.Text);
        Assert.Multiple(() =>
        {
            Assert.That(run.Text, Does.Contain("""For<global::System.Func<global::Shop.PriceService, int, decimal>>(typeof(global::Shop.PriceService), "Quote")"""));
            Assert.That(run.Text, Does.Not.Contain("Hidden").And.Not.Contain("Generic").And.Not.Contain("ByReference").And.Not.Contain("\"Left\"").And.Not.Contain("OtherPatches"));
        });
    }

    [TestCase("Shop<<Shop.PriceService.Quote<", ExpectedResult = new[] { "Quote_Int32", "Quote_String" })]
    [TestCase("Shop<<<Shop.PriceService.Quote", ExpectedResult = new[] { "ToString" })]
    [TestCase("Shop<Some<<", ExpectedResult = new string[0])]
    [TestCase("Other<<<", ExpectedResult = new string[0])]
    [TestCase(null, ExpectedResult = new string[0])]
    public string[] Only_what_the_item_covers(string? items)
    {
        var text = Run(items).Text;
        return [.. new[] { "Quote_Int32", "Quote_String", "ToString" }.Where(name => text.Contains($"{name}_Handle;", StringComparison.Ordinal))];
    }

    private static GeneratorRun Run(string? items)
    {
        using var folder = new TempFolder();
        var product = Compiled.ToFolder(folder.FullName, Product, "Shop");
        return GeneratorRun.Of(
            [Source],
            properties: items is null ? null : new Dictionary<string, string> { ["build_property.HotpatchWovenReferences"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(items)) },
            references: [product]);
    }
}
