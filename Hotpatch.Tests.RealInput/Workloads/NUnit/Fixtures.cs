using NUnit.Framework;

namespace Workload;

/// <summary>Tests for the run: of every kind, with every end.</summary>
[TestFixture, Category("fast"), Author("me"), FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class CalculatorTests
{
    private int _sum;

    [OneTimeSetUp]
    public static void Begin() => TestContext.Out.WriteLine("begin");

    [SetUp]
    public void SetUp() => _sum = 1;

    [TearDown]
    public void TearDown() => TestContext.Out.Write(TestContext.CurrentContext.Result.Outcome + " " + TestContext.CurrentContext.Test.Name);

    [Test, Description("adds"), Order(2)]
    public void Adds() => Assert.That(_sum += 2, Is.EqualTo(3));

    [Test, Order(1), Category("slow"), Property("Level", 3)]
    public void Fails() => Assert.That(_sum, Is.EqualTo(2).And.GreaterThan(7), "the sum");

    [Test]
    public void Throws_one() => throw new InvalidOperationException("thrown");

    [Test]
    public void Several() => Assert.Multiple(() =>
    {
        Assert.That(_sum, Is.Zero);
        Assert.That("text", Does.Contain("x").And.StartWith("y"));
        Assert.Warn("a warning");
    });

    [TestCase(1, 2, ExpectedResult = 3), TestCase(2, 2, ExpectedResult = 5, TestName = "wrong"), TestCase(-1, 1, ExpectedResult = 0, Category = "zero")]
    public int Sums(int left, int right) => left + right;

    [TestCase("x"), TestCase(null), TestCase(5)]
    public void Takes_text(string text) => Assert.That(text, Is.Not.Null);

    [TestCaseSource(nameof(Cases))]
    public void From_a_source(int value, string text) => Assert.That(text, Has.Length.EqualTo(value));

    [Test, Combinatorial]
    public void Combines([Values(1, 2)] int a, [Range(0, 4, 2)] int b, [Values] bool c) => Assert.That(a + b, c ? Is.Positive : Is.LessThan(6));

    [Test, Pairwise]
    public void Pairs([Values(1, 2, 3)] int a, [Values("x", "y", "z")] string b, [Values] DayOfWeek c) => Assert.That($"{a}{b}{c}", Is.Not.EqualTo("2yMonday"));

    [Test, Sequential]
    public void In_step([Values(1, 2, 3)] int a, [Values("a", "b")] string b) => Assert.That(b, Is.Not.Null.And.Length.EqualTo(1), $"at {a}");

    [Test, Ignore("not now")]
    public void Ignored() => Assert.Fail("ran");

    [Test, Explicit("only when asked for")]
    public void Explicit_one() => Assert.Pass("passed");

    [Test]
    public void Inconclusive() => Assume.That(_sum, Is.EqualTo(5));

    [Test, Repeat(3)]
    public void Repeated() => TestContext.Out.WriteLine(TestContext.CurrentContext.CurrentRepeatCount);

    [Test, Retry(2)]
    public void Retried() => Assert.That(TestContext.CurrentContext.CurrentRepeatCount, Is.EqualTo(1));

    [Test]
    public async Task Waits()
    {
        await Task.Yield();
        Assert.That(async () => await Task.FromException<int>(new TimeoutException("late")), Throws.TypeOf<TimeoutException>().With.Message.EqualTo("early"));
    }

    [Test, SetCulture("de-DE")]
    public void In_German() => Assert.That(1.5.ToString(CultureInfo.CurrentCulture), Is.EqualTo("1.5"));

    private static IEnumerable<TestCaseData> Cases()
    {
        yield return new TestCaseData(1, "a").SetName("first");
        yield return new TestCaseData(2, "a").SetCategory("odd");
        yield return new TestCaseData(3, "abc").Ignore("left out");
        yield return new TestCaseData(4, "abcd").Explicit();
    }
}

[TestFixture(1), TestFixture(2, Category = "slow"), TestFixtureSource(nameof(Sources))]
public class OddTests(int number)
{
    private static readonly int[] Sources = [3, 4];

    [DatapointSource]
    public static int[] Points { get; } = [0, 3, 9];

    [Theory]
    public void Is_odd(int point)
    {
        Assume.That(point, Is.Not.Zero);
        Assert.That((number * point) % 2, Is.EqualTo(1));
    }

    [OneTimeTearDown]
    public void End()
    {
        if (number == 4)
            throw new InvalidOperationException("in the end");
    }
}

[TestFixture(typeof(int)), TestFixture(typeof(string))]
public class TypedTests<T>
{
    [Test]
    public void Has_a_name() => Assert.That(typeof(T).Name, Is.EqualTo("Int32").IgnoreCase);

    private void Not_a_test()
    {
    }

    [Test]
    private void Private()
    {
    }

    [Test]
    public int Without_expectation() => 1;
}
