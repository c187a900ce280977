using Hotpatch.Hosting.Control.Values;

namespace Hotpatch.Tests.Hosting;

/// <summary>Values as text: bounded, readable, and without running code of the program.</summary>
[Parallelizable(ParallelScope.All)]
public class ValueTextTests
{
    private static readonly Secrets NoSecrets = new([]);

    private static IEnumerable<TestCaseData> Values =>
    [
        new(null, "null"),
        new(1, "1"),
        new(1.5m, "1.5"),
        new(-0.25, "-0.25"),
        new(true, "true"),
        new('x', "'x'"),
        new('\u001b', "'\\u001b'"),
        new("a\u202eb", "\"a\\u202eb\""),
        new(new Dictionary<string, int> { ["a"] = 1 }, "Dictionary<String, Int32>(1) [\"a\": 1]"),
        new(new System.Collections.Hashtable { ["a"] = 1 }, "Hashtable(1) [\"a\": 1]"),
        new(new SortedDictionary<string, int> { ["a"] = 1 }, "SortedDictionary<String, Int32>(1) [\"a\": 1]"),
        new("a \"b\" \\ c", "\"a \\\"b\\\" \\\\ c\""),
        new("a\r\n\u001b[2Jb", "\"a\\u000d\\u000a\\u001b[2Jb\""),
        new(DayOfWeek.Friday, "DayOfWeek.Friday"),
        new(TimeSpan.FromSeconds(1.5), "00:00:01.5000000"),
        new(new DateTime(2026, 11, 30, 1, 2, 3, DateTimeKind.Utc), "2026-11-30T01:02:03.0000000Z"),
        new(typeof(Uri), "typeof(System.Uri)"),
        new(new InvalidOperationException("no"), "InvalidOperationException: \"no\""),
        new(new[] { 1, 2 }, "Int32[](2) [1, 2]"),
        new(new List<string> { "a" }, "List<String>(1) [\"a\"]"),
        new(Array.Empty<int>(), "Int32[](0)"),
        new(Enumerable.Range(0, 20).ToArray(), "Int32[](20) [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, …]"),
        new(new Order { Id = 7, Password = "x", Inner = new Order { Id = 8 } }, "Order { _plain: 1, Id: 7, Password: \"x\", Inner: Order }"),
    ];

    [TestCaseSource(nameof(Values))]
    public void Value_is_described(object? value, string text) => Assert.That(ValueText.Of(value, depth: 1, NoSecrets.Contains), Is.EqualTo(text));

    [Test]
    public void No_code_of_the_program_runs() => Assert.That(ValueText.Of(new Throwing(), 1, NoSecrets.Contains), Is.EqualTo("Throwing { _value: 5 }"));

    [Test]
    public void Depth_limits_what_is_shown()
    {
        var order = new Order { Id = 1, Inner = new Order { Id = 2, Inner = new Order { Id = 3 } } };
        Assert.That(ValueText.Of(order, 0, NoSecrets.Contains), Is.EqualTo("Order"));
        Assert.That(ValueText.Of(order, 2, NoSecrets.Contains), Does.Contain("Inner: Order { _plain: 1, Id: 2, Password: null, Inner: Order }"));
    }

    [Test]
    public void Secrets_are_not_shown()
    {
        var secrets = new Secrets(new HotpatchControlOptions().Redact);
        Assert.That(ValueText.Of(new Order { Password = "x" }, 1, secrets.Contains), Does.Contain("Password: ***"));
        Assert.That(ValueText.Of(new Dictionary<string, string> { ["password"] = "x", ["user"] = "me" }, 3, secrets.Contains), Is.EqualTo("Dictionary<String, String>(2) [\"password\": ***, \"user\": \"me\"]"));
        Assert.That(ValueText.Of(new System.Collections.Hashtable { ["token"] = "x" }, 3, secrets.Contains), Is.EqualTo("Hashtable(1) [\"token\": ***]"));
        Assert.That(new[] { "password", "UserPassword", "apiKey", "accessToken", "client_secret", "Authorization" }.Where(name => !secrets.Contains(name)), Is.Empty);
        Assert.That(new[] { "name", "keyboard", "quantity" }.Where(secrets.Contains), Is.Empty);
    }

    [Test]
    public void Texts_are_bounded()
    {
        Assert.That(ValueText.Of(new string('x', 100_000), 1, NoSecrets.Contains), Has.Length.LessThan(300).And.EndsWith("\"… (100000 characters)"));
        var wide = Enumerable.Range(0, 100).Select(_ => Enumerable.Range(0, 100).Select(_ => new string('x', 1000)).ToArray()).ToArray();
        Assert.That(ValueText.Of(wide, 10, NoSecrets.Contains), Has.Length.LessThan(5000));
    }

    [Test]
    public void Cycles_end()
    {
        var order = new Order { Id = 1 };
        order.Inner = order;
        Assert.That(ValueText.Of(order, 1000, NoSecrets.Contains), Has.Length.LessThan(5000));
    }

    private sealed class Order
    {
#pragma warning disable CS0414, IDE0052, CA1823
        private readonly int _plain = 1;
#pragma warning restore CS0414, IDE0052, CA1823

        public int Id { get; init; }

        public string? Password { get; init; }

        public Order? Inner { get; set; }

        public string Computed => throw new InvalidOperationException("never called");
    }

    private sealed class Throwing
    {
#pragma warning disable CS0414, IDE0052, CA1823
        private readonly int _value = 5;
#pragma warning restore CS0414, IDE0052, CA1823

        public override string ToString() => throw new InvalidOperationException("never called");
    }
}
