using System.Linq.Expressions;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Generics;

/// <summary>Patches of all instantiations that hold for some calls only: those in use, and those to come.</summary>
public class GenericSomeCallsTests
{
    private readonly LoadedAssembly _fixture = WovenSource.Load(
        """
        namespace Fixtures;
        public static class Some
        {
            [Hotpatch.Patchable] public static string Show<T>(T value) => $"{value}";
            [Hotpatch.Patchable] public static int Many(int a, int b, int c, int d, int e, int f, int g, int h, int i) => a;
            [Hotpatch.Patchable(Consistency = Hotpatch.Consistency.Exclusive)] public static string Exclusive<T>(T value, System.Action body) { body(); return $"{value}"; }
        }
        public struct Holder<T>(T value)
        {
            public T Value = value;
            [Hotpatch.Patchable] public string Show() => $"{Value}";
        }
        """,
        "Release");

    private GenericPatchHandle Show => Patchable.ForAll(_fixture.Type("Some"), "Show");

    [TearDown]
    public void Nothing_is_left()
    {
        Show.Restore();
        Assert.That(Show.State.Factories, Is.Empty);
        foreach (var handle in Show.Instantiations)
            Assert.That((handle.Describe().Entries.Count, handle.State.Flows), Is.EqualTo((0, 0)), handle.Name);
    }

    [Test]
    public void A_flow_sees_its_patch_in_all_instantiations()
    {
        Assert.That(Call("a"), Is.EqualTo("a"));
        var flow = Show.PatchFlow((handle, types) => types[0] == typeof(char) ? null : Fixed(handle, types[0].Name), "tests");
        Assert.That((Call("a"), Call('c'), Call(1)), Is.EqualTo(("String", "c", "Int32")), "in use, left alone, to come");
        Assert.That(Elsewhere(() => (Call("a"), Call(1), Call(2.5))), Is.EqualTo(("a", "1", "2.5")));
        Assert.That(Call(3.5), Is.EqualTo("Double"), "came into use elsewhere");
        Assert.That(Show.For(typeof(int)).Describe().Entries.Single().ToString(), Does.StartWith("flow of tests").And.Contains("calls of one flow"));
        Assert.That((Show.IsPatched, flow.Handle, flow.Owner, flow.ToString()), Is.EqualTo((false, Show, "tests", Show.Name + ": flow patch of all instantiations, owned by tests")));
        flow.Dispose();
        flow.Dispose();
        Assert.That((Call("a"), Call(1), Call(2.5), Call(4m)), Is.EqualTo(("a", "1", "2.5", "4")));
    }

    [Test]
    public void Flows_of_one_and_of_all_nest_and_end_in_any_order()
    {
        var own = Show.For<Func<byte, string>>(typeof(byte));
        var first = own.PatchFlow(_ => "first");
        var all = Show.PatchFlow((handle, _) => Fixed(handle, "all"));
        var last = own.PatchFlow(_ => "last");
        Assert.That((Call((byte)1), Call((sbyte)1)), Is.EqualTo(("last", "all")));
        last.Dispose();
        Assert.That(Call((byte)1), Is.EqualTo("all"));
        using (var wrap = Show.WrapFlow((handle, _) => below => Around(handle, below, "<", ">")))
        {
            Assert.That((Call((byte)1), Call((sbyte)1)), Is.EqualTo(("<all>", "<all>")));
            first.Dispose();
            all.Dispose();
            Assert.That((Call((byte)1), Call((sbyte)1), Call((short)1)), Is.EqualTo(("<1>", "<1>", "<1>")));
            Assert.That(Elsewhere(() => Call((byte)1)), Is.EqualTo("1"));
        }

        Assert.That((Call((byte)1), Call((short)1)), Is.EqualTo(("1", "1")));
    }

    [Test]
    public void The_patch_of_one_instantiation_ends_that_of_all()
    {
        _ = Call("a");
        using var all = Show.PatchFlow((handle, _) => Fixed(handle, "all"));
        Show.For(typeof(string)).Flow.Patches.Single().Dispose();
        Assert.That((Call("a"), Call(1)), Is.EqualTo(("a", "1")));
    }

    [Test]
    public void A_factory_that_is_refused_changes_nothing()
    {
        Assert.That((Call("a"), Call(1)), Is.EqualTo(("a", "1")));
        Assert.Multiple(() =>
        {
            Assert.That(() => Show.PatchFlow((handle, types) => types[0] == typeof(int) ? new Action(() => { }) : Fixed(handle, "x")), Throws.TypeOf<InvalidReplacementException>());
            Assert.That(() => Show.PatchFlow(null!), Throws.TypeOf<InvalidReplacementException>());
            Assert.That(() => Show.WrapFlow(null!), Throws.TypeOf<InvalidReplacementException>());
            Assert.That(() => Show.WrapFlow((_, _) => _ => null!), Throws.TypeOf<InvalidReplacementException>());
            Assert.That(() => Show.Canary(2, (handle, _) => Fixed(handle, "x")), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => Show.Canary(1, null!), Throws.TypeOf<InvalidReplacementException>());
            Assert.That(() => Show.PatchWhenArguments(null!, (handle, _) => Fixed(handle, "x")), Throws.TypeOf<InvalidReplacementException>());
            Assert.That(() => Show.PatchWhenArguments(_ => true, null!), Throws.TypeOf<InvalidReplacementException>());
            Assert.That(() => Show.PatchScoped((handle, _) => Fixed(handle, "x"), options: null!), Throws.ArgumentNullException);
            Assert.That(() => Show.Wrap((_, _) => below => below, new PatchOptions { RollbackOnFault = new FaultLimit(1, TimeSpan.FromMinutes(1)) }), Throws.ArgumentException);
        });
        Assert.That((Call("a"), Call(1)), Is.EqualTo(("a", "1")));
    }

    [Test]
    public void A_flow_patch_waits_for_no_call()
    {
        var exclusive = Patchable.ForAll(_fixture.Type("Some"), "Exclusive");
        var call = _fixture.Type("Some").GetMethod("Exclusive")!.MakeGenericMethod(typeof(string)).CreateDelegate<Func<string, Action, string>>();
        using var begun = new ManualResetEventSlim();
        using var end = new ManualResetEventSlim();
        var thread = new Thread(() => call("a", () =>
        {
            begun.Set();
            end.Wait();
        }));
        thread.Start();
        begun.Wait();
        using (exclusive.PatchFlow((handle, _) => Fixed(handle, "flow")))
            Assert.That((call("a", () => { }), thread.IsAlive), Is.EqualTo(("flow", true)));

        end.Set();
        thread.Join();
    }

    [Test]
    public void Calls_with_certain_arguments()
    {
        _ = Call("a");
        using (Show.PatchWhenArguments(arguments => arguments["value"] is "a" or 1, (handle, _) => Fixed(handle, "met"), new PatchOptions { Owner = "tests" }))
            Assert.That((Call("a"), Call("b"), Call(1), Call(2)), Is.EqualTo(("met", "b", "met", "2")));

        Assert.That(Call("a"), Is.EqualTo("a"));
    }

    [Test]
    public void A_canary_is_raised_promoted_and_withdrawn()
    {
        _ = Call("a");
        var canary = Show.Canary(0, (handle, _) => Fixed(handle, "canary"), new PatchOptions { Owner = "tests" });
        Assert.That((Call("a"), Call(1)), Is.EqualTo(("a", "1")));
        canary.Share = 1;
        Assert.That((Call("a"), Call(1), Call(5L), canary.IsActive, canary.IsPromoted), Is.EqualTo(("canary", "canary", "canary", true, false)));
        canary.Share = 0;
        Assert.That((canary.ToString(), canary.Promote(), canary.IsPromoted), Is.EqualTo((Show.Name + ": canary for 0 %, owned by tests", true, true)));
        canary.Share = 0;
        canary.Dispose();
        Assert.That((Call("a"), Call(6UL), canary.Promote()), Is.EqualTo(("canary", "canary", true)));
        canary.Withdraw();
        Assert.That((Call("a"), Call(6UL), canary.IsActive, canary.IsPromoted, canary.Promote()), Is.EqualTo(("a", "6", false, false, false)));
    }

    [Test]
    public void One_guard_watches_over_all_instantiations()
    {
        _ = Call("a");
        var scope = Show.PatchScoped(
            (handle, _) => Throwing(handle),
            new PatchOptions { Owner = "tests", RollbackOnFault = new FaultLimit(2, TimeSpan.FromMinutes(1)) { AnswerWithOriginal = true } });
        Assert.That((Call("a"), scope.Guard!.HasFired, Show.IsPatched), Is.EqualTo(("a", false, true)));
        Assert.That((Call(1), scope.Guard.HasFired, Show.IsPatched), Is.EqualTo(("1", true, false)));
        Assert.That((Call("a"), Call(2m), scope.Guard.Faults, scope.Owner), Is.EqualTo(("a", "2", 2L, "tests")));
        scope.Dispose();

        Show.Patch((handle, _) => Throwing(handle), new PatchOptions { RollbackOnFault = new FaultLimit(1, TimeSpan.FromMinutes(1)) });
        Assert.That(() => Call("a"), Throws.TypeOf<NotSupportedException>());
        Assert.That((Call("a"), Show.IsPatched), Is.EqualTo(("a", false)));
    }

    [Test]
    public void Owners_order_their_patches_and_can_be_removed()
    {
        _ = Call("a");
        using var first = Show.Wrap((handle, _) => below => Around(handle, below, "1", "1"), new PatchOptions { Owner = "first", Before = ["second"] });
        using var second = Show.Wrap((handle, _) => below => Around(handle, below, "2", "2"), new PatchOptions { Owner = "second" });
        using var scope = Show.PatchScoped((handle, _) => Fixed(handle, "x"), new PatchOptions { Owner = "second" });
        Assert.That((Call("a"), Call(1f)), Is.EqualTo(("12x21", "12x21")));
        using var flow = Show.PatchFlow((handle, _) => Fixed(handle, "flow"), "second");
        Assert.That(Call("a"), Is.EqualTo("12flow21"));
        Assert.That(Patchable.RemoveOwner("second"), Is.EqualTo(3));
        Assert.That((Call("a"), Call(1f), Call(7d)), Is.EqualTo(("1a1", "111", "171")));
    }

    [Test]
    public void The_original_of_a_generic_struct_is_described_by_its_type()
    {
        // .NET throws where it is asked for the method of such a delegate.
        var handle = Patchable.ForAll(_fixture.Type("Holder`1"), "Show").For(typeof(int));
        Assert.That(() => handle.Original.Method, Throws.ArgumentException);
        PatchChangedEventArgs? change = null;
        handle.Changed += (_, args) => change = args;
        handle.Patch(handle.Original);
        using var canary = handle.Canary(0.5, handle.Original, new PatchOptions { Owner = "tests" });
        Assert.That(handle.Describe().Entries.Select(entry => entry.Target), Is.All.EqualTo("a method of Fixtures.Holder`1<System.Int32>"));
        Assert.That(Patchable.Report().ToString(), Does.Contain("canary of tests: a method of Fixtures.Holder`1<System.Int32>"));
        Assert.That(change!.ToString(), Does.EndWith("patches for some calls"));
        handle.Restore();
        Assert.That(change.ToString(), Does.EndWith("-> original"));
    }

    [Test]
    public void A_refused_condition_says_why()
        => Assert.Multiple(() =>
        {
            Assert.That(() => Refused("Some", "Many"), Throws.TypeOf<PatchException>().With.Message.Contains("but it has 9. Use PatchWhenArguments"));
            Assert.That(
                () => Patchable.ForAll(_fixture.Type("Holder`1"), "Show").For(typeof(int)).PatchWhen(() => true, () => "x"),
                Throws.TypeOf<PatchException>().With.Message.Contains("but the instance is a struct, which is passed by reference."));
        });

    [Test]
    public void A_wrapper_that_throws_for_an_instantiation_to_come_loses_only_its_own_layer()
    {
        var failed = 0;
        EventHandler<FactoryFailedEventArgs> count = (_, _) => failed++;
        Show.FactoryFailed += count;
        using (Show.PatchScoped((handle, _) => Fixed(handle, "fix"), new PatchOptions { Owner = "security" }))
        using (Show.Wrap((handle, types) => types[0] == typeof(Guid) ? below => throw new NotSupportedException() : below => Around(handle, below, "<", ">")))
        using (Show.Wrap((handle, _) => below => Around(handle, below, "(", ")")))
        {
            Assert.That((Call(Guid.Empty), Call(DateTime.MinValue)), Is.EqualTo(("(fix)", "(<fix>)")));
            Assert.That(failed, Is.EqualTo(1));
        }

        Show.FactoryFailed -= count;
    }

    [Test]
    public void A_promoted_canary_is_a_replacement()
    {
        _ = Call("a");
        var canary = Show.Canary(0.5, (handle, _) => Fixed(handle, "canary"));
        Assert.That(canary.Promote());
        Assert.That(Show.For(typeof(string)).Describe().Entries.Single().Kind, Is.EqualTo(PatchKind.Replacement));
        using (Show.PatchScoped((handle, _) => Fixed(handle, "newer")))
            Assert.That((Call("a"), Call(8u)), Is.EqualTo(("newer", "newer")));

        Assert.That((Call("a"), Call(9u)), Is.EqualTo(("canary", "canary")));
        canary.Withdraw();
    }

    private PatchScope Refused(string type, string method)
    {
        var handle = Patchable.In(_fixture.Assembly).Single(handle => handle.Name.Contains($"{type}.{method}", StringComparison.Ordinal));
        return handle.PatchWhen(() => true, handle.Original);
    }

    private static T Elsewhere<T>(Func<T> call)
    {
        using (ExecutionContext.SuppressFlow())
            return Task.Run(call).GetAwaiter().GetResult();
    }

    private static Delegate Fixed(PatchHandle handle, string text) => Lambda(handle, _ => Expression.Constant(text));

    private static Delegate Throwing(PatchHandle handle) => Lambda(handle, _ => Expression.Throw(Expression.New(typeof(NotSupportedException)), typeof(string)));

    private static Delegate Around(PatchHandle handle, Delegate below, string before, string after)
        => Lambda(handle, parameters => Expression.Call(
            typeof(string).GetMethod("Concat", [typeof(string), typeof(string), typeof(string)])!,
            Expression.Constant(before),
            Expression.Invoke(Expression.Constant(below, handle.DelegateType), parameters),
            Expression.Constant(after)));

    private static Delegate Lambda(PatchHandle handle, Func<ParameterExpression[], Expression> body)
    {
        ParameterExpression[] parameters = [.. handle.DelegateType.GetMethod("Invoke")!.GetParameters().Select(parameter => Expression.Parameter(parameter.ParameterType))];
        return Expression.Lambda(handle.DelegateType, body(parameters), parameters).Compile();
    }

    private string Call<T>(T value) => _fixture.Type("Some").GetMethod("Show")!.MakeGenericMethod(typeof(T)).CreateDelegate<Func<T, string>>()(value);
}
