using Microsoft.VisualStudio.TestTools.UnitTesting;

[TestClass]
public class ReachTests
{
    public ReachTests() => Reach.Begin("constructor");

    [AssemblyInitialize]
    public static void BeginAssembly(TestContext context) => Reach.Begin("[AssemblyInitialize]");

    [ClassInitialize]
    public static void BeginAll(TestContext context) => Reach.Begin("[ClassInitialize]");

    [TestInitialize]
    public void Begin() => Reach.Begin("[TestInitialize]");

    [TestMethod]
    public void Test_body()
    {
        foreach (var place in new[] { "[TestInitialize]", "constructor", "[ClassInitialize]", "[AssemblyInitialize]" })
        {
            Reach.Note(place);
            Reach.End(place);
        }
    }
}

[TestClass]
public class ReachOfAsyncTests
{
    [ClassInitialize]
    public static async Task BeginAll(TestContext context)
    {
        await Task.Yield();
        Reach.Begin("async [ClassInitialize]");
    }

    [TestInitialize]
    public async Task Begin()
    {
        Reach.Begin("async [TestInitialize]");
        await Task.Yield();
    }

    [TestMethod]
    public void Test_body()
    {
        Reach.Note("async [TestInitialize]");
        Reach.End("async [TestInitialize]");
        Reach.Note("async [ClassInitialize]");
        Reach.End("async [ClassInitialize]");
    }
}

[TestClass]
public class ReachOfTaskTests
{
    // Not an async method: what it does before it returns is done in the caller's flow.
    [TestInitialize]
    public Task Begin()
    {
        Reach.Begin("[TestInitialize] that returns a task");
        return Task.Delay(1);
    }

    [TestMethod]
    public async Task Test_body()
    {
        await Task.Yield();
        Reach.Note("[TestInitialize] that returns a task");
        Reach.End("[TestInitialize] that returns a task");
    }
}
