using Hotpatch.Gates;
using Hotpatch.Tests.Support;
using Hotpatch.Woven;

namespace Hotpatch.Tests.Gates;

/// <summary>Methods that return tasks, of every kind, called while their gate is closed: which wait as tasks, and which on their thread.</summary>
[TestFixture("Debug")]
[TestFixture("Release")]
public class AsyncCallTests(string configuration)
{
    private const string Source =
        """
        using System;
        using System.Threading.Tasks;
        using Hotpatch;
        namespace Fixtures;

        public interface ISource { Task<string> Explicit(Task until, string text); Task<string> Default(Task until, string text) => Later.Static(until, text); }

        [Patchable(Consistency = Consistency.Exclusive)]
        public class Later : ISource
        {
            private readonly string _name;
            [NotPatchable] public Later(string name) => _name = name;

            public static async Task<string> Static(Task until, string text) { await until; return "static " + text; }
            public async Task<string> Instance(Task until, string text) { await until; return _name + " " + text; }
            public virtual async Task<string> Virtual(Task until, string text) { await until; return _name + " " + text; }
            public async ValueTask<string> Value(Task until, string text) { await until; return _name + " " + text; }
            public async Task Plain(Task until, string[] texts) { await until; texts[0] += "!"; }
            public async ValueTask PlainValue(Task until, string[] texts) { await until; texts[0] += "!"; }
            public Task<string> NotAsync(Task until, string text) => Done(until, _name + " " + text);
            public async Task<string> Generic<T>(Task until, T value) { await until; return typeof(T).Name + " " + value; }
            async Task<string> ISource.Explicit(Task until, string text) { await until; return "explicit " + text; }
            public async Task<string> Many(Task until, int a, int b, int c, int d, int e, int f, int g, int h, int i, int j, int k, int l, int m, int n, int o, string text) { await until; return text + (a + o); }
            public static Task<string> In(Task until, in int number) => Done(until, "in " + number);
            public static Task<string> Span(Task until, ReadOnlySpan<char> text) => Done(until, text.ToString());
            public static unsafe Task<string> Pointer(Task until, int* number) => Done(until, "pointer " + *number);

            public static unsafe Task<string> Pointers(Task until, int*[] numbers) => Done(until, "pointers " + *numbers[0]);
            public static unsafe Task<string> Within(Task until, Outer outer) => Done(until, "within " + *outer.Inner.Number);

            public Task<string> this[Task until] => Done(until, "indexed " + _name);
            [NotPatchable] private static async Task<string> Done(Task until, string text) { await until; return text; }
            [NotPatchable] public static unsafe Task<string> CallPointers(Task until, int number) => Pointers(until, new int*[] { &number });
            [NotPatchable] public static unsafe Task<string> CallWithin(Task until, int number) => Within(until, new Outer { Inner = new Inner { Number = &number } });
            [NotPatchable] public static unsafe Task<string> CallPointer(Task until, int number) => Pointer(until, &number);
        }

        public unsafe struct Inner { public int* Number; }
        public struct Outer { public Inner Inner; }

        public class Derived : Later
        {
            [NotPatchable] public Derived(string name) : base(name) { }
            [Patchable(Consistency = Consistency.Exclusive)]
            public override async Task<string> Virtual(Task until, string text) => "derived " + await base.Virtual(until, text);
        }

        [Patchable(Consistency = Consistency.Drained)]
        public class Box<T>
        {
            private readonly T _value;
            [NotPatchable] public Box(T value) => _value = value;
            public async Task<string> Get<TOther>(Task until, TOther other) { await until; return $"{_value} {other} {typeof(T).Name} {typeof(TOther).Name}"; }
            public async ValueTask<T> Take(Task until) { await until; return _value; }
            public Task<TOther[]> Array<TOther>(Task until, params TOther[] others) => Wait(until, others);
            [NotPatchable] private static async Task<TOther[]> Wait<TOther>(Task until, TOther[] others) { await until; return others; }
        }

        [Patchable(Consistency = Consistency.Exclusive)]
        public struct Point
        {
            public int X;
            public async Task<string> Async(Task until) { await until; return "point " + X++; }
            public Task<string> NotAsync(Task until) => Done(until, "point " + X++);
            [NotPatchable] private static async Task<string> Done(Task until, string text) { await until; return text; }
        }

        [Patchable(Consistency = Consistency.Exclusive)]
        public readonly struct Fixed(int x)
        {
            public Task<string> NotAsync(Task until) => Done(until, "fixed " + x);
            [NotPatchable] private static async Task<string> Done(Task until, string text) { await until; return text; }
        }

        public static class Calls
        {
            public static Func<Task, Task<string>>[] Of(string kind)
            {
                var texts = new[] { "text" };
                Later later = new("later"), derived = new Derived("base");
                return kind switch
                {
                    "static" => [until => Later.Static(until, "text")],
                    "instance" => [until => later.Instance(until, "text")],
                    "virtual" => [until => later.Virtual(until, "text")],
                    "override" => [until => derived.Virtual(until, "text")],
                    "value" => [until => later.Value(until, "text").AsTask()],
                    "plain" => [async until => { await later.Plain(until, texts); return texts[0]; }],
                    "plain value" => [async until => { await later.PlainValue(until, texts); return texts[0]; }],
                    "not async" => [until => later.NotAsync(until, "text")],
                    "generic" => [until => later.Generic(until, 3)],
                    "explicit" => [until => ((ISource)later).Explicit(until, "text")],
                    "many" => [until => later.Many(until, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, "text")],
                    "box" => [until => new Box<int>(1).Get(until, "text")],
                    "box of strings" => [until => new Box<string>("text").Get(until, 2.5)],
                    "box value" => [until => new Box<string>("text").Take(until).AsTask()],
                    "array" => [async until => string.Join(",", await new Box<int>(1).Array(until, "a", "b"))],
                    "point" => [until => new Point { X = 3 }.Async(until)],
                    "fixed" => [until => new Fixed(3).NotAsync(until)],
                    "lambda" => Lambda("text"),
                    "in" => [until => Later.In(until, 3)],
                    "span" => [until => Later.Span(until, "text")],
                    "getter" => [until => later[until]],
                    "pointers" => [until => Later.CallPointers(until, 3)],
                    "within" => [until => Later.CallWithin(until, 3)],
                    "pointer" => [until => Later.CallPointer(until, 3)],
                    "changing point" => [until => { var point = new Point { X = 3 }; var task = point.NotAsync(until); return Append(task, point.X); }],
                    _ => throw new ArgumentException(kind),
                };
            }

            private static async Task<string> Append(Task<string> task, int x) => await task + " " + x;

            private static Func<Task, Task<string>>[] Lambda(string text)
            {
                Func<Task, Task<string>> lambda = [Patchable(Consistency = Consistency.Exclusive)] async (until) => { await until; return "lambda " + text; };
                return [lambda];
            }
        }
        """;

    private static readonly string[] AsTasks =
    [
        "static:Later.Static:static text", "instance:Later.Instance:later text", "virtual:Later.Virtual:later text", "override:Derived.Virtual:derived base text",
        "value:Later.Value:later text", "plain:Later.Plain:text!!", "plain value:Later.PlainValue:text!!", "not async:Later.NotAsync:later text",
        "generic:Later.Generic:Int32 3", "explicit:Later.Fixtures.ISource.Explicit:explicit text", "many:Later.Many:text16", "box:Box`1.Get:1 text Int32 String",
        "box of strings:Box`1.Get:text 2.5 String Double", "box value:Box`1.Take:text", "array:Box`1.Array:a,b", "point:Point.Async:point 3",
        "fixed:Fixed.NotAsync:fixed 3", "lambda:Calls.Lambda:lambda text",
    ];

    private static readonly string[] OnThreads =
        ["in:Later.In:in 3", "span:Later.Span:text", "pointer:Later.Pointer:pointer 3", "getter:Later.get_Item:indexed later", "pointers:Later.Pointers:pointers 3", "within:Later.Within:within 3", "changing point:Point.NotAsync:point 3 4"];

    private LoadedAssembly _fixture = null!;

    [OneTimeSetUp]
    public void Load() => _fixture = WovenSource.Load(Source, configuration);

    [TestCaseSource(nameof(AsTasks))]
    public async Task Waits_as_a_task(string kind)
    {
        var (call, gate, expected) = Parse(kind);
        var hold = new TaskCompletionSource();
        var first = call(hold.Task);
        var closing = CloseWhile(gate);
        var second = call(Task.CompletedTask);
        Assert.Multiple(() =>
        {
            Assert.That(second.IsCompleted, Is.False);
            Assert.That(gate.Waiting, Is.EqualTo(1));
        });
        hold.SetResult();
        await closing;
        Assert.That(await Task.WhenAll(first, second), Is.EqualTo(new[] { expected.Replace("!!", "!", StringComparison.Ordinal), expected }).Or.EqualTo(new[] { expected, expected }));
        Assert.That(gate.Register.InFlight, Is.Zero);
    }

    [TestCaseSource(nameof(OnThreads))]
    public async Task Waits_on_its_thread(string kind)
    {
        var (call, gate, expected) = Parse(kind);
        var hold = new TaskCompletionSource();
        var first = call(hold.Task);
        var closing = CloseWhile(gate);
        var second = Task.Factory.StartNew(() => call(Task.CompletedTask), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Assert.That(() => gate.Waiting, Is.EqualTo(1).After(60_000, 5));
        Assert.That(second.IsCompleted, Is.False);
        hold.SetResult();
        await closing;
        Assert.That(await first, Is.EqualTo(expected));
        Assert.That(await await second, Is.EqualTo(expected));
        Assert.That(gate.Register.InFlight, Is.Zero);
    }

    [Test]
    public void A_call_that_ends_at_once_does_so_under_patches_that_are_over_at_once()
    {
        var handle = (PatchHandle<Func<Task, string, Task<string>>>)_fixture.Handle("Later.Static");
        var call = Calls("static");
        var patching = Task.Factory.StartNew(
            () =>
            {
                for (var i = 0; i < 2_000; i++)
                    handle.Patch(handle.Original);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        var (calls, late) = (0, 0);
        for (; !patching.IsCompleted || calls < 1_000; calls++)
        {
            var task = call(Task.CompletedTask);
            late += task.IsCompleted ? 0 : 1;
            Assert.That(task.Wait(60_000), Is.True);
        }

        // On a machine that is busy a patch may be held up while it is at it.
        TestContext.Out.WriteLine($"{late} of {calls} were not complete when they returned");
        Assert.That(late, Is.LessThan(calls / 2));
        patching.Wait();
        handle.Restore();
    }

    [Test]
    public async Task Begins_with_the_replacement_that_it_has_waited_for()
    {
        var handle = (PatchHandle<Func<Task, string, Task<string>>>)_fixture.Handle("Later.Static");
        var call = Calls("static");
        var hold = new TaskCompletionSource();
        var first = call(hold.Task);
        var patch = handle.PatchAsync((_, text) => Task.FromResult("patched " + text));
        Assert.That(() => handle.Gate!.IsClosed, Is.True.After(60_000, 5));
        var second = call(Task.CompletedTask);
        hold.SetResult();
        await patch;
        Assert.That(await first, Is.EqualTo("static text"));
        Assert.That(await second, Is.EqualTo("patched text"));
        handle.Restore();
    }

    private static async Task CloseWhile(Gate gate)
    {
        // As a patch does that has to wait, and then changes nothing.
        var change = new NoOne();
        var transition = TransitionRun.RunAsync(
            new Transition([gate], change, Consistency.Exclusive), change, new Patience(Timeout.InfiniteTimeSpan, CancellationToken.None));
        Assert.That(gate.IsClosed, Is.True);
        await transition;
    }

    private Func<Task, Task<string>> Calls(string kind) => ((Func<Task, Task<string>>[])_fixture.Call("Calls.Of", kind)!)[0];

    private (Func<Task, Task<string>> Call, Gate Gate, string Expected) Parse(string kind)
    {
        var parts = kind.Split(':');
        var call = Calls(parts[0]);
        var name = "Fixtures." + parts[1];
        var gate = parts[0] == "lambda"
            ? Patchable.In(_fixture.Assembly).Single(handle => handle.Name.Contains("<Lambda>b__", StringComparison.Ordinal)).Gate!
            : Patchable.In(_fixture.Assembly).FirstOrDefault(handle => handle.Name.StartsWith(name + "(", StringComparison.Ordinal))?.Gate
                ?? Patchable.ForAll(_fixture.Type(parts[1].Split('.')[0]), parts[1].Split('.')[1]).Gate!;
        return (call, gate, parts[2]);
    }
}
