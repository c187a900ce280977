using System.Reflection;
using Xunit;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(WholeAssembly))]

public class WholeAssembly
{
    public WholeAssembly() => Reach.Begin("assembly fixture");
}

public class ClassFixture : IAsyncLifetime
{
    public ClassFixture() => Reach.Begin("class fixture");

    // Not an async method: what it does before it returns is done in the caller's flow.
    public ValueTask InitializeAsync()
    {
        Reach.Begin("InitializeAsync of a class fixture");
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

public class CollectionFixture
{
    public CollectionFixture() => Reach.Begin("collection fixture");
}

[CollectionDefinition("reach")]
public class ReachCollection : ICollectionFixture<CollectionFixture>;

[AttributeUsage(AttributeTargets.Method)]
public sealed class BeginsBeforeAttribute : BeforeAfterTestAttribute
{
    public override void Before(MethodInfo methodUnderTest, IXunitTest test) => Reach.Begin("BeforeAfterTestAttribute");
}

[Collection("reach")]
public class ReachTests : IClassFixture<ClassFixture>, IAsyncLifetime
{
    public ReachTests() => Reach.Begin("constructor");

    public ValueTask InitializeAsync()
    {
        Reach.Begin("InitializeAsync");
        return ValueTask.CompletedTask;
    }

    [Fact]
    [BeginsBefore]
    public void Test_body()
    {
        foreach (var place in new[]
        {
            "BeforeAfterTestAttribute", "InitializeAsync", "constructor", "InitializeAsync of a class fixture", "class fixture", "collection fixture", "assembly fixture",
        })
        {
            Reach.Note(place);
            Reach.End(place);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

public class ReachOfAsyncTests : IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        Reach.Begin("async InitializeAsync");
        await Task.Yield();
    }

    [Fact]
    public void Test_body()
    {
        Reach.Note("async InitializeAsync");
        Reach.End("async InitializeAsync");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

public class ReachOfTaskTests : IAsyncLifetime
{
    // Not an async method: what it does before it returns is done in the caller's flow.
    public ValueTask InitializeAsync()
    {
        Reach.Begin("InitializeAsync that returns a task");
        return new ValueTask(Task.Delay(1));
    }

    [Fact]
    public async Task Test_body()
    {
        await Task.Yield();
        Reach.Note("InitializeAsync that returns a task");
        Reach.End("InitializeAsync that returns a task");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
