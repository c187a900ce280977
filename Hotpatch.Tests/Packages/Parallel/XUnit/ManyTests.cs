using Xunit;
using Xunit.Sdk;
using Xunit.v3;

[assembly: Parallelization(Mode = ParallelMode.All, MaxThreads = 16)]

/// <summary>Tests that patch for the length of a block.</summary>
public class ManyTests
{
    public static TheoryData<int> Numbers => [.. Enumerable.Range(1, 50)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task Each_test_sees_its_own(int number)
    {
        using (Seams.Begin(number))
            await Seams.AreThoseOf(number);

        Seams.AreNotThoseOf(number);
    }
}

/// <summary>Tests that patch in the constructor, and end the patches in Dispose.</summary>
public sealed class ManyTestsWithConstructor : IDisposable
{
    private static int _last = 1000;

    private readonly int _value = Interlocked.Increment(ref _last);
    private readonly Seams _seams;

    public ManyTestsWithConstructor() => _seams = Seams.Begin(_value);

    public static TheoryData<int> Numbers => [.. Enumerable.Range(1, 50)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task Each_test_sees_its_own(int number)
    {
        Assert.InRange(number, 1, 50);
        await Seams.AreThoseOf(_value);
    }

    public void Dispose() => _seams.Dispose();
}
