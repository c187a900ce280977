public class ReachTests
{
    public ReachTests() => Reach.Begin("constructor");

    [Before(Class)]
    public static void BeginAll() => Reach.Begin("[Before(Class)]");

    [Before(Test)]
    public void Begin() => Reach.Begin("[Before(Test)]");

    [Test]
    public void Test_body()
    {
        foreach (var place in new[] { "[Before(Test)]", "constructor", "[Before(Class)]" })
        {
            Reach.Note(place);
            Reach.End(place);
        }
    }
}

public class ReachOfAddedTests
{
    [Before(Class)]
    public static void BeginAll(ClassHookContext context)
    {
        Reach.Begin("[Before(Class)] with AddAsyncLocalValues");
        context.AddAsyncLocalValues();
    }

    [Before(Test)]
    public void Begin(TestContext context)
    {
        Reach.Begin("[Before(Test)] with AddAsyncLocalValues");
        context.AddAsyncLocalValues();
    }

    [Test]
    public async Task Test_body()
    {
        await Task.Yield();
        Reach.Note("[Before(Test)] with AddAsyncLocalValues");
        Reach.End("[Before(Test)] with AddAsyncLocalValues");
        Reach.Note("[Before(Class)] with AddAsyncLocalValues");
        Reach.End("[Before(Class)] with AddAsyncLocalValues");
    }
}

public class ReachOfAsyncTests
{
    [Before(Test)]
    public async Task Begin()
    {
        Reach.Begin("async [Before(Test)]");
        await Task.Yield();
    }

    [Test]
    public void Test_body()
    {
        Reach.Note("async [Before(Test)]");
        Reach.End("async [Before(Test)]");
    }
}

public class ReachOfAsyncAddedTests
{
    [Before(Class)]
    public static async Task BeginAll(ClassHookContext context)
    {
        await Task.Yield();
        Reach.Begin("async [Before(Class)] with AddAsyncLocalValues");
        context.AddAsyncLocalValues();
    }

    [Before(Test)]
    public async Task Begin(TestContext context)
    {
        await Task.Yield();
        Reach.Begin("async [Before(Test)] with AddAsyncLocalValues");
        context.AddAsyncLocalValues();
    }

    [Test]
    public void Test_body()
    {
        Reach.Note("async [Before(Test)] with AddAsyncLocalValues");
        Reach.End("async [Before(Test)] with AddAsyncLocalValues");
        Reach.Note("async [Before(Class)] with AddAsyncLocalValues");
        Reach.End("async [Before(Class)] with AddAsyncLocalValues");
    }
}

public class ReachOfTaskTests
{
    [Before(Test)]
    public Task Begin()
    {
        Reach.Begin("[Before(Test)] that returns a task");
        return Task.Delay(1);
    }

    [Test]
    public void Test_body()
    {
        Reach.Note("[Before(Test)] that returns a task");
        Reach.End("[Before(Test)] that returns a task");
    }
}
