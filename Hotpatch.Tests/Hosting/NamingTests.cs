using Hotpatch.Hosting.Naming;

namespace Hotpatch.Tests.Hosting;

/// <summary>Patterns for the names of methods.</summary>
public class NamingTests
{
    private const string Quote = "Shop.PriceService.Quote(System.Int32)";

    [TestCase("Shop.PriceService.Quote", true)]
    [TestCase("PriceService.Quote", true)]
    [TestCase("Quote", true)]
    [TestCase("uote", false)]
    [TestCase("Service.Quote", false)]
    [TestCase("quote", false)]
    [TestCase("", false)]
    [TestCase(".Quote", false)]
    [TestCase("Quote(System.Int32)", true)]
    [TestCase("Quote(System.Int64)", false)]
    [TestCase("Int32)", false)]
    [TestCase("*", true)]
    [TestCase("*Quote", true)]
    [TestCase("Price*", true)]
    [TestCase("rice*", false)]
    [TestCase("Price*.Quote", true)]
    [TestCase("Shop.*", true)]
    [TestCase("Shop.*(System.Int32)", true)]
    [TestCase("Shop.*(System.Int64)", false)]
    public void A_pattern_is_a_name_or_a_part_of_it_from_a_dot_on(string pattern, bool matches)
        => Assert.That(new MethodPattern(pattern).Matches(Quote), Is.EqualTo(matches));

    [TestCase("*password*", "UserPassword", true)]
    [TestCase("*key", "ApiKey", true)]
    [TestCase("*key", "Keys", false)]
    [TestCase("TOKEN", "token", true)]
    public void Secrets_ignore_case(string pattern, string name, bool matches)
        => Assert.That(new StarPattern(pattern, ignoresCase: true).Matches(name), Is.EqualTo(matches));
}
