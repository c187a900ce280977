extern alias tool;

using tool::Hotpatch.Tool.Output;

namespace Hotpatch.Tests.Hosting;

/// <summary>What the command writes for people.</summary>
public class ToolTextTests
{
    private const string Name = "Shop.Pricing.PriceService.TryIt(System.Int32&,System.String)";

    [TestCase(100, Name)]
    [TestCase(40, "Shop.Pricing.PriceService.TryIt(…)")]
    [TestCase(30, "Pricing.PriceService.TryIt(…)")]
    [TestCase(22, "PriceService.TryIt(…)")]
    [TestCase(12, "TryIt(…)")]
    [TestCase(0, "TryIt(…)")]
    public void A_name_is_shortened_from_its_least_telling_end(int width, string expected)
        => Assert.That(Texts.Short(Name, width), Is.EqualTo(expected));

    [Test]
    public void A_long_name_without_dots_is_cut()
        => Assert.That(Texts.Short("AVeryLongNameOfAMethod()", 12), Is.EqualTo("AVeryLongNa…"));
}
