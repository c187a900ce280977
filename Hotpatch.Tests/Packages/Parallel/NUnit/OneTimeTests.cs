using NUnit.Framework;

namespace OneTime;

// Run on one thread: in parallel, chance decides which thread runs a test, and a thread keeps what a one-time set-up has begun on it.
[SetUpFixture]
public class OneTime
{
    [OneTimeSetUp]
    public void Begin() => Reach.Begin("[OneTimeSetUp] of a [SetUpFixture]");
}

[Category("OneTime")]
[NonParallelizable]
public class OneTimeTests
{
    public OneTimeTests() => Reach.Begin("constructor");

    [OneTimeSetUp]
    public void BeginAll() => Reach.Begin("[OneTimeSetUp]");

    [Test]
    public void Test_body()
    {
        Reach.Note("[OneTimeSetUp]");
        Reach.End("[OneTimeSetUp]");
        Reach.Note("constructor");
        Reach.End("constructor");
        Reach.Note("[OneTimeSetUp] of a [SetUpFixture]");
        Reach.End("[OneTimeSetUp] of a [SetUpFixture]");
    }
}

[Category("OneTime")]
[NonParallelizable]
public class OneTimeLeakTests
{
    [OneTimeSetUp]
    public void BeginAll() => Reach.Begin("[OneTimeSetUp] of another class");

    [Test]
    public void Test_body() => Assert.Pass();
}

[Category("OneTime")]
[NonParallelizable]
[DependsOnFixture(typeof(OneTimeLeakTests))]
public class OneTimeAsyncTests
{
    [OneTimeSetUp]
    public async Task BeginAll()
    {
        await Task.Yield();
        Reach.Begin("async [OneTimeSetUp]");
    }

    [Test]
    public void Test_body()
    {
        Reach.Note("async [OneTimeSetUp]");
        Reach.End("async [OneTimeSetUp]");
        Reach.Note("[OneTimeSetUp] of another class");
        Reach.End("[OneTimeSetUp] of another class");
    }
}
