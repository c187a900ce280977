using System.Text.Json;
using Hotpatch.Hosting.Control.Protocol;

namespace Hotpatch.Tests.Hosting;

/// <summary>The commands that look at calls: conditions, trees, recordings.</summary>
public class ToolLiveTests : ToolCommandTests
{
    [TestCase("a > 2 && result == 7", 1)]
    [TestCase("a + b * 2 >= 11 || false", 1)]
    [TestCase("!(a < 3)", 1)]
    [TestCase("a is 3 or 30", 1)]
    [TestCase("a is > 2 and < 4", 1)]
    [TestCase("exception == null && milliseconds >= 0 && a != 1 && a != 30", 1)]
    [TestCase("a - b == -1 && a % 2 == 1 && a / 1 == 3", 1)]
    public async Task Watch_shows_only_calls_for_which_the_condition_holds(string condition, int count)
    {
        var watching = Run("watch", AddName, "--when", condition, "-n", $"{count}");
        await UntilObserved();
        CallAdd(1, 1);
        CallAdd(3, 4);
        var (code, output) = await watching;
        Assert.That(code, Is.Zero, output);
        Assert.That(output, Does.Contain("(a: 3, b: 4) → 7").And.Not.Contain("(a: 1"));
        await UntilNothingObserves();
    }

    [TestCase("a >", "(at character ")]
    [TestCase("c > 1", "'c' is not known. Known are a, b, result, exception, milliseconds, this.")]
    [TestCase("a.CompareTo(b) > 0", "'a.CompareTo(b)' is of a kind that conditions don't have")]
    [TestCase("new object() == null", "is of a kind that conditions don't have")]
    public async Task A_condition_that_is_none_is_refused(string condition, string message)
    {
        var (code, output) = await Run("watch", AddName, "--when", condition);
        Assert.That(code, Is.EqualTo(2));
        Assert.That(output, Does.StartWith("hotpatch: --when: ").And.Contain(message));
        await UntilNothingObserves();
    }

    [TestCase("a.Name == \"x\"", "System.Int32 has no field Name")]
    [TestCase("a + 1", "true or false was expected, but System.Decimal was found")]
    [TestCase("a / 0 == 1", "Attempted to divide by zero")]
    [TestCase("a == 1 && b", "true or false was expected beside &&")]
    [TestCase("a > \"x\"", "two numbers, texts or times were expected around >")]
    public async Task A_condition_that_fails_for_a_call_ends_the_watch(string condition, string message)
    {
        var watching = Run("watch", AddName, "--when", condition);
        await UntilObserved();
        CallAdd(1, 1);
        var (code, output) = await watching;
        Assert.That(code, Is.EqualTo(2), output);
        Assert.That(output, Does.Contain("The condition can't be evaluated for a call: ").And.Contain(message));
        await UntilNothingObserves();
    }

    [TestCase("Hosted.Calculator.GetToken(", "result.Length > 1")]
    [TestCase("Hosted.Calculator.set_Password(", "value.StartsWith(\"h\")")]
    [TestCase("Hosted.Calculator.set_Password(", "\"x\"[value] == \"x\"")]
    [TestCase("Hosted.Calculator.get_Password(", "result == \"hunter2\"")]
    public async Task A_condition_can_not_look_at_what_is_hidden(string method, string condition)
    {
        var watching = Run("watch", method.TrimEnd('('), "--when", condition);
        await UntilObserved(method);
        HostedShop.CallSecrets();
        var (code, output) = await watching;
        Assert.That(code, Is.EqualTo(2), output);
        Assert.That(output, Does.Contain("is hidden by Control:Redact").And.Not.Contain("hunter2"));
        await UntilNothingObserves();
    }

    [TestCase("order.State == OrderState.Lost", "Hosted.OrderState has no member Lost")]
    [TestCase("order.State == Customer && true", "has no member Customer")]
    [TestCase("order.Customer == Custmer", "an enum was expected beside Custmer")]
    [TestCase("Custmer != null", "Custmer is no parameter")]
    [TestCase("order.Customer < 1", "two numbers, texts or times were expected")]
    public async Task A_condition_that_could_never_hold_says_so(string condition, string message)
    {
        var watching = Run("watch", "Hosted.Orders.Place", "--when", condition);
        await UntilObserved("Hosted.Orders.Place(");
        HostedShop.Place();
        var (code, output) = await watching;
        Assert.That(code, Is.EqualTo(2), output);
        Assert.That(output, Does.Contain(message));
    }

    [Test]
    public async Task Calls_that_the_filter_leaves_out_do_not_count_for_the_rate()
    {
        var watching = Run("watch", AddName, "--when", "a == 900", "--rate", "1", "-n", "1");
        await UntilObserved();
        for (var i = 0; i < 1000; i++)
            CallAdd(i, 1);

        Assert.That((await watching).Output, Does.Contain("(a: 900, b: 1) → 901").And.Not.Contain("were not shown"));
    }

    [TestCase("order.Customer.Name == \"Ann\" && order.Lines[0] == 5 && order.Lines.Count == 2", true)]
    [TestCase("order.Customer.Name.StartsWith(\"A\") && order.Customer.Name.Length == 3", true)]
    [TestCase("order.State == OrderState.Paid", true)]
    [TestCase("order.State == OrderState.Open", false)]
    [TestCase("order.Customer?.Name != null && order.Gift?.Name == null", true)]
    [TestCase("order is Order && !(order is String)", true)]
    [TestCase("order.Note == null", true)]
    [TestCase("order is object && order.Lines is List<int> && order.Lines is IEnumerable && 1 == order.State", true)]
    [TestCase("order.Customer.Name is string && order.Prices[\"tea\"] == 3 && order.Prices[\"tea\"] is int", true)]
    public async Task A_condition_looks_into_objects_and_runs_none_of_their_code(string condition, bool holds)
    {
        var watching = Run("watch", "Hosted.Orders.Place", "--when", condition, "-n", "1");
        await UntilObserved("Hosted.Orders.Place(");
        HostedShop.Place();
        if (!holds)
        {
            Assert.That(watching.IsCompleted, Is.False);
            await StopHostAsync();
        }

        var (code, output) = await watching;
        Assert.That(code, Is.EqualTo(holds ? 0 : 9), output);
        Assert.That(HostedShop.GettersRun, Is.Zero);
    }

    [Test]
    public async Task Watch_shows_only_faults_and_callers()
    {
        var watching = Run("watch", AddName, "--faults", "--caller", "-n", "1");
        await UntilObserved();
        CallAdd(1, 1);
        using (HostedShop.Add.PatchScoped((a, b) => throw new InvalidOperationException("no")))
            Assert.That(() => CallAdd(3, 4), Throws.InnerException.InstanceOf<InvalidOperationException>());

        var (_, output) = await watching;
        var lines = output.TrimEnd().Split('\n');
        Assert.That(lines[0], Does.Contain("(a: 3, b: 4) threw InvalidOperationException"));
        Assert.That(string.Concat(lines.Skip(1)), Does.Contain(nameof(HostedShop.CallAdd)));
    }

    [Test]
    public async Task Trace_shows_the_calls_below_with_those_that_run_at_the_same_time_beside_each_other()
    {
        var tracing = Run("trace", "Hosted.Tree.RootAsync", "--below", "Hosted.Tree.*", "--json");
        await UntilObserved("Hosted.Tree.RootAsync(");
        await HostedShop.RootAsync();
        var (code, output) = await tracing;
        Assert.That(code, Is.Zero, output);
        var root = JsonSerializer.Deserialize<TraceDescription>(output, JsonSerializerOptions.Web)!;
        Assert.That(Shape(root), Is.EqualTo("RootAsync(LeafAsync(Leaf) LeafAsync(Leaf) Leaf Throw!)"));
        Assert.That(root.OwnMilliseconds, Is.InRange(0, root.Milliseconds!));
        await UntilNothingObserves();
    }

    [TestCase("1", "Hosted.Tree.*", "RootAsync(LeafAsync+ LeafAsync+ Leaf Throw!)")]
    [TestCase("10", "Hosted.Tree.Leaf", "RootAsync(Leaf Leaf Leaf)")]
    public async Task Trace_is_narrowed(string depth, string below, string shape)
    {
        var tracing = Run("trace", "Hosted.Tree.RootAsync", "--json", "--depth", depth, "--below", below);
        await UntilObserved("Hosted.Tree.RootAsync(");
        await HostedShop.RootAsync();
        Assert.That(Shape(JsonSerializer.Deserialize<TraceDescription>((await tracing).Output, JsonSerializerOptions.Web)!), Is.EqualTo(shape));
    }

    [Test]
    public async Task Trace_draws_a_tree()
    {
        var tracing = Run("trace", "Hosted.Tree.RootAsync", "--below", "Hosted.Tree.*");
        await UntilObserved("Hosted.Tree.RootAsync(");
        await HostedShop.RootAsync();
        var lines = (await tracing).Output.TrimEnd().Split('\n');
        Assert.That(lines[0], Does.Match(@"^Hosted\.Tree\.RootAsync\(\)  .+, own .+"));
        Assert.That(lines[1], Does.Match(@"^├── Hosted\.Tree\.LeafAsync\(\)  "));
        Assert.That(lines[2], Does.Match(@"^│   └── Hosted\.Tree\.Leaf\(\)  "));
        Assert.That(lines[^1], Does.Contain("Hosted.Tree.Throw()").And.Contain("threw InvalidOperationException: \"no\""));
    }

    [Test]
    public async Task Recorded_calls_run_again_against_the_original_the_current_and_a_library()
    {
        var recording = Run("record", AddName, "-n", "1");
        await UntilObserved();
        CallAdd(1, 2);
        var (code, output) = await recording;
        Assert.That(code, Is.Zero, output);
        var number = output.TrimStart().Split(' ')[0];
        Assert.That(output, Does.Contain("(a: 1, b: 2) → 3"));
        await UntilNothingObserves();
        Assert.That((await Run("record", "--list")).Output, Does.Contain($"{number} {AddName}"));

        Assert.That((await Run("replay", number)).Output, Does.Contain("recorded   → 3").And.Contain("current    → 3").And.EndWith("the same\n"));
        using (HostedShop.Add.PatchScoped((a, b) => 9))
        {
            Assert.That((await Run("replay", number)).Output, Does.Contain("current    → 9").And.EndWith("different\n"));
            Assert.That((await Run("replay", number, "--against", "original")).Output, Does.Contain("original   → 3"));
        }

        Assert.That((await Run("replay", number, "--against", HostedShop.Answering(5))).Output, Does.Contain("Fix        → 5").And.EndWith("different\n"));
        Assert.That((await Run("replay", number, "--against", HostedShop.Library("public static int Add(int a, int b) => throw new TimeoutException();"))).Output, Does.Contain("threw TimeoutException"));
        Assert.That(PatchLibrary.All, Is.Empty);

        (code, output) = await Run("replay", "999");
        Assert.That((code, output), Is.EqualTo((4, $"hotpatch: A recorded call was expected, but number 999 is not kept. Kept are {number}.\n")));
        Assert.That((await Run("record", "--clear")).Output, Is.EqualTo("1 call forgotten\n"));
        Assert.That((await Run("record", "--list")).Output, Is.EqualTo("no recorded calls\n"));
    }

    // LeafAsync(Leaf) for a call and those below it; ! for one that threw, + for calls that are left out.
    private static string Shape(TraceDescription call)
        => call.Method.Split('(')[0].Split('.')[^1] + (call.Exception is null ? "" : "!") + (call.LeftOut > 0 ? "+" : "")
            + (call.Calls.Count == 0 ? "" : $"({string.Join(' ', call.Calls.Select(Shape))})");
}
