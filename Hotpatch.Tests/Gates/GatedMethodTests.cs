using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Gates;

/// <summary>Methods with a gate, of every kind: they do what others do, and their handles know what is inside.</summary>
public class GatedMethodTests(string configuration) : KindTests(configuration)
{
    private static readonly string[] Exclusive =
    [
        "Gated.get_Value()", "Gated.Subtract(System.Int32,System.Int32)", "Gated.Run(System.Action)", "Gated.Tail(System.Span`1<System.Int32>,System.Int32&)",
        "Gated.WaitValue(System.Threading.Tasks.Task)", "Gated.WaitForValue(System.Threading.Tasks.Task`1<System.Int32>)", "GatedByType.get_Property()",
    ];

    [Test]
    public void The_nearest_mark_that_says_it_counts()
    {
        var gated = Patchable.In(Fixture.Assembly).Where(handle => handle.Consistency != Consistency.Immediate).ToArray();
        Assert.Multiple(() =>
        {
            Assert.That(
                gated.Where(handle => handle.Consistency == Consistency.Exclusive && !handle.Method.DeclaringType!.IsGenericType).Select(handle => handle.Name), Is.EquivalentTo(Exclusive.Select(name => "Fixtures." + name)));
            Assert.That(Handle("GatedByType.Covered()").Consistency, Is.EqualTo(Consistency.Drained));
            Assert.That(Handle("GatedByType.MarkedToo()").Consistency, Is.EqualTo(Consistency.Drained));
            Assert.That(Handle("GatedByType.Free()").Consistency, Is.EqualTo(Consistency.Immediate));
            Assert.That(Handle("GatedByType.Free()").InFlight, Is.Null);
            Assert.That(Handle("GatedByType.Covered()").InFlight, Is.Zero);
            Assert.That(() => Handle("GatedByType.Free()").WaitForDrain(), Throws.InstanceOf<PatchException>().With.Message.Contains("Immediate"));
        });
    }

    [Test]
    public void Static_methods()
    {
        Check("Gated.Add", () => Fixture.Call("Gated.Add", 1, 2), 3, 7, 1, 2);
        Check("Gated.Subtract", () => Fixture.Call("Gated.Subtract", 1, 2), -1, 7, 1, 2);
        AllAreOut();
    }

    [Test]
    public void Instance_methods()
    {
        var gated = Fixture.New("Gated", 5);
        Check("Gated.get_Value", () => gated.GetType().GetMethod("get_Value")!.CreateDelegate<Func<int>>(gated)(), 5, 7, gated);
        Assert.That(Fixture.Call("GatedByType.MarkedToo"), Is.EqualTo(2));
        AllAreOut();
    }

    [Test]
    public void Constructors_of_classes_and_structs()
    {
        var handle = Handle("Gated..ctor(System.Int32)");
        object Value(int value) => LoadedAssembly.CallOn(Fixture.New("Gated", value), "get_Value")!;

        Assert.That(Value(5), Is.EqualTo(5));
        Assert.That(Value(-5), Is.Zero, "an early return");
        Fixture.Type("Fault").GetField("Armed")!.SetValue(null, true);
        Assert.That(() => Value(5), Throws.InnerException.InstanceOf<InvalidOperationException>());
        Fixture.Type("Fault").GetField("Armed")!.SetValue(null, false);

        handle.Patch((Action<object, int>)((_, _) => { }));
        Assert.That(Value(5), Is.Zero);
        handle.Restore();
        Assert.That(Value(5), Is.EqualTo(5));

        var point = Fixture.New("GatedPoint", 5);
        Assert.That(LoadedAssembly.CallOn(point, "Move", 2), Is.EqualTo(7));
        AllAreOut();
    }

    [Test]
    public void References_ref_structs_and_pointers()
    {
        using var folder = new TempFolder();
        var checks = Fixture.LoadBeside(Compiled.ToFolder(
            folder.FullName,
            """
            public static class Checks
            {
                public static unsafe string All()
                {
                    int[] values = [1, 2, 3];
                    new Fixtures.Gated(1).First(values) = 4;
                    ref readonly int same = ref Fixtures.Gated.FirstIn(in values[1]);
                    values[1] = 8;
                    var tail = Fixtures.Gated.Tail(values, out var head);
                    fixed (int* first = values)
                        return $"{head} {same} {tail.Length} {*Fixtures.Gated.Next(first)}";
                }
            }
            """,
            "GatedChecks",
            ReferenceList.OfFixture(Configuration).With(Fixture.Path)));
        var all = checks.GetType("Checks")!.GetMethod("All")!.CreateDelegate<Func<string>>();
        Assert.That(all(), Is.EqualTo("4 8 2 8"));
        foreach (var method in new[] { "First", "FirstIn", "Tail", "Next" })
        {
            var handle = Fixture.Handle("Gated." + method);
            handle.Patch(handle.Original);
        }

        Assert.That(all(), Is.EqualTo("4 8 2 8"));
        AllAreOut();
    }

    [Test]
    public void Generic_methods_and_types_share_a_gate_among_their_instantiations()
    {
        var echo = Patchable.ForAll(Fixture.Type("Gated"), "Echo");
        var ofInt = echo.For(typeof(int));
        var ofString = echo.For(typeof(string));
        Assert.That(ofInt.Gate, Is.Not.Null.And.SameAs(ofString.Gate));

        var call = Fixture.Type("Gated").GetMethod("Echo")!;
        object? Int() => call.MakeGenericMethod(typeof(int)).CreateDelegate<Func<int, int>>()(1);
        object? Text() => call.MakeGenericMethod(typeof(string)).CreateDelegate<Func<string, string>>()("a");
        Assert.That((Int(), Text()), Is.EqualTo((1, "a")));
        ofInt.Patch((Func<int, int>)(value => value + 1));
        Assert.That((Int(), Text()), Is.EqualTo((2, "a")));
        echo.Patch((_, types) => types[0] == typeof(string) ? (Func<string, string>)(value => value + "b") : null);
        Assert.That((Int(), Text()), Is.EqualTo((2, "ab")));
        echo.Restore();
        ofInt.Restore();
        Assert.That((Int(), Text()), Is.EqualTo((1, "a")));

        var box = Patchable.ForAll(Fixture.Type("GatedBox`1"), "Get");
        var boxed = Activator.CreateInstance(Fixture.Type("GatedBox`1").MakeGenericType(typeof(string)), "x")!;
        box.Patch((handle, _) => handle.DelegateType.GetGenericArguments()[^1] == typeof(string) ? (Func<object, string>)(_ => "y") : null);
        Assert.That(LoadedAssembly.CallOn(boxed, "Get"), Is.EqualTo("y"), "an instantiation that came into use later");
        box.Restore();
        Assert.That(LoadedAssembly.CallOn(boxed, "Get"), Is.EqualTo("x"));
        AllAreOut();
    }

    [Test]
    public void Lambdas()
    {
        var lambda = (Func<int, int>)Fixture.Type("Gated").GetProperty("Lambda")!.GetValue(null)!;
        var handle = Patchable.For(lambda);
        Assert.That(handle.Consistency, Is.EqualTo(Consistency.Drained));
        handle.Patch(value => value + 2);
        Assert.That(lambda(1), Is.EqualTo(3));
        handle.Restore();
        Assert.That(lambda(1), Is.EqualTo(2));
        AllAreOut();
    }

    [Test]
    public async Task A_call_lasts_until_its_task_completes()
    {
        var source = new TaskCompletionSource<int>();
        (string Method, Func<Task> Call)[] calls =
        [
            ("Wait", () => Call<Func<Task, Task>>("Wait")(source.Task)),
            ("WaitFor", () => Call<Func<Task<int>, Task<int>>>("WaitFor")(source.Task)),
            ("WaitValue", () => Call<Func<Task, ValueTask>>("WaitValue")(source.Task).AsTask()),
            ("WaitForValue", () => Call<Func<Task<int>, ValueTask<int>>>("WaitForValue")(source.Task).AsTask()),
        ];

        foreach (var end in new Action[] { () => source.SetResult(3), () => source.SetException(new NotSupportedException()), () => source.SetCanceled() })
        {
            foreach (var (method, call) in calls)
            {
                source = new TaskCompletionSource<int>();
                var handle = Fixture.Handle("Gated." + method);
                var task = call();
                Assert.That(handle.InFlight, Is.EqualTo(1), method);
                Assert.That(handle.TryRestore(), Is.False);
                Assert.That(() => handle.Restore(TimeSpan.FromMilliseconds(10)), Throws.InstanceOf<PatchTimeoutException>());

                var restoring = handle.RestoreAsync();
                Assert.That(restoring.IsCompleted, Is.False);
                end();
                await restoring.WaitAsync(TimeSpan.FromSeconds(60));
                Assert.That(() => task.GetAwaiter().GetResult(), source.Task.Status == TaskStatus.RanToCompletion ? Throws.Nothing : Throws.Exception);
                Assert.That(handle.InFlight, Is.Zero, method);
                Assert.That(await Task.FromResult(handle.TryRestore()), Is.True);
            }
        }
    }

    [Test]
    public void A_value_task_that_completes_at_once_allocates_nothing()
    {
        var call = Call<Func<Task<int>, ValueTask<int>>>("WaitForValue");
        var done = Task.FromResult(3);
        var completed = CallMany();
        var before = GC.GetAllocatedBytesForCurrentThread();
        completed &= CallMany();
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1_000));
        Assert.That(completed, Is.True);

        bool CallMany()
        {
            var all = true;
            for (var i = 0; i < 1_000; i++)
                all &= IsDone(call(done));

            return all;
        }

        static bool IsDone(ValueTask<int> task) => task.IsCompletedSuccessfully;
    }

    [Test]
    public void Exceptions_from_originals_and_replacements_leave_nothing_inside()
    {
        var handle = Fixture.Handle("Gated.Run");
        var run = Call<Action<Action>>("Run");
        for (var i = 0; i < 3; i++)
        {
            Assert.That(() => run(() => throw new NotSupportedException()), Throws.InstanceOf<NotSupportedException>());
            handle.Patch((Action<Action>)(_ => throw new NotSupportedException()));
            Assert.That(() => run(() => { }), Throws.InstanceOf<NotSupportedException>());
            handle.Restore();
        }

        AllAreOut();
    }

    private TDelegate Call<TDelegate>(string method)
        where TDelegate : Delegate
        => Fixture.Type("Gated").GetMethod(method)!.CreateDelegate<TDelegate>();

    private void AllAreOut() => Assert.That(Patchable.In(Fixture.Assembly).Sum(handle => handle.InFlight ?? 0), Is.Zero);
}
