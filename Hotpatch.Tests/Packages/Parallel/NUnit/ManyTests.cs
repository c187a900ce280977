using NUnit.Framework;

[assembly: Parallelizable(ParallelScope.All)]
[assembly: LevelOfParallelism(16)]

/// <summary>200 tests at once, each with a clock, a client and files of its own, for the length of a block.</summary>
public class ManyTests
{
    [Test]
    public async Task Each_test_sees_its_own([Range(1, 200)] int value)
    {
        using (Seams.Begin(value))
            await Seams.AreThoseOf(value);

        Seams.AreNotThoseOf(value);
    }
}

/// <summary>The same with a set-up and a tear-down, and an instance for each test.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class ManyTestsWithSetUp
{
    private Seams _seams = null!;
    private int _value;

    [SetUp]
    public void Begin()
    {
        _value = 1000 + (int)TestContext.CurrentContext.Test.Arguments[0]!;
        _seams = Seams.Begin(_value);
    }

    [TearDown]
    public void End() => _seams.Dispose();

    [Test]
    public async Task Each_test_sees_its_own([Range(1, 50)] int number)
    {
        Assert.That(_value, Is.EqualTo(1000 + number));
        await Seams.AreThoseOf(_value);
    }
}
