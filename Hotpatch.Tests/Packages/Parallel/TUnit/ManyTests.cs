/// <summary>Tests that patch for the length of a block. TUnit runs all tests in parallel.</summary>
public class ManyTests
{
    public static IEnumerable<int> Numbers() => Enumerable.Range(1, 50);

    [Test]
    [MethodDataSource(nameof(Numbers))]
    public async Task Each_test_sees_its_own(int number)
    {
        using (Seams.Begin(number))
            await Seams.AreThoseOf(number);

        Seams.AreNotThoseOf(number);
    }
}

/// <summary>Tests that patch in the set-up, and end the patches in the tear-down.</summary>
public class ManyTestsWithHooks
{
    private static int _last = 1000;

    private int _value;
    private Seams _seams = null!;

    public static IEnumerable<int> Numbers() => Enumerable.Range(1, 50);

    // TUnit restores the flow of the set-up only if it is asked to.
    [Before(Test)]
    public void Begin(TestContext context)
    {
        _value = Interlocked.Increment(ref _last);
        _seams = Seams.Begin(_value);
        context.AddAsyncLocalValues();
    }

    [After(Test)]
    public void End() => _seams.Dispose();

    [Test]
    [MethodDataSource(nameof(Numbers))]
    public async Task Each_test_sees_its_own(int number)
    {
        await Assert.That(number).IsGreaterThan(0);
        await Seams.AreThoseOf(_value);
    }
}
