using Microsoft.VisualStudio.TestTools.UnitTesting;

[assembly: Parallelize(Workers = 16, Scope = ExecutionScope.MethodLevel)]

/// <summary>Tests that patch for the length of a block.</summary>
[TestClass]
public class ManyTests
{
    public static IEnumerable<int> Numbers => Enumerable.Range(1, 50);

    [TestMethod]
    [DynamicData(nameof(Numbers))]
    public async Task Each_test_sees_its_own(int number)
    {
        using (Seams.Begin(number))
            await Seams.AreThoseOf(number);

        Seams.AreNotThoseOf(number);
    }
}

/// <summary>Tests that patch in the set-up, and end the patches in the tear-down.</summary>
[TestClass]
public class ManyTestsWithInitialize
{
    private static int _last = 1000;

    private int _value;
    private Seams _seams = null!;

    public static IEnumerable<int> Numbers => Enumerable.Range(1, 50);

    [TestInitialize]
    public void Begin()
    {
        _value = Interlocked.Increment(ref _last);
        _seams = Seams.Begin(_value);
    }

    [TestCleanup]
    public void End() => _seams.Dispose();

    [TestMethod]
    [DynamicData(nameof(Numbers))]
    public async Task Each_test_sees_its_own(int number)
    {
        Assert.IsGreaterThan(0, number);
        await Seams.AreThoseOf(_value);
    }
}
