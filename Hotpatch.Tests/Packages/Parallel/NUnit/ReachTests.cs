using NUnit.Framework;

public class ReachTests
{
    [SetUp]
    public void Begin() => Reach.Begin("[SetUp]");

    [Test]
    public void Test_body()
    {
        Reach.Note("[SetUp]");
        Reach.End("[SetUp]");
    }
}

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class ReachOfInstanceTests
{
    public ReachOfInstanceTests() => Reach.Begin("constructor, an instance for each test");

    [Test]
    public void Test_body()
    {
        Reach.Note("constructor, an instance for each test");
        Reach.End("constructor, an instance for each test");
    }
}

public class ReachOfTaskTests
{
    // Not an async method: what it does before it returns is done in the caller's flow.
    [SetUp]
    public Task Begin()
    {
        Reach.Begin("[SetUp] that returns a task");
        return Task.Delay(1);
    }

    [Test]
    public async Task Test_body()
    {
        await Task.Yield();
        Reach.Note("[SetUp] that returns a task");
        Reach.End("[SetUp] that returns a task");
    }
}

public class ReachOfAsyncTests
{
    [SetUp]
    public async Task Begin()
    {
        Reach.Begin("async [SetUp]");
        await Task.Yield();
    }

    [Test]
    public void Test_body()
    {
        Reach.Note("async [SetUp]");
        Reach.End("async [SetUp]");
    }
}
