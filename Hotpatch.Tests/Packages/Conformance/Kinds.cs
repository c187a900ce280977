using System.Runtime.InteropServices;
using Hotpatch;

internal static class Kinds
{
    private delegate bool TryRead(string text, out int value);
    private delegate int Grow(ref Counter self, int by);
    private delegate int Sum(ReadOnlySpan<int> values);

    public static async Task Check(Action<string, int, int> expect, Action<string, string, string> expectText)
    {
        var read = Patchable.Find("Parser.TryRead");
        var readOriginal = read.Original;
        read.Patch((string text, out int value) => int.TryParse(text + "0", out value));
        Parser.TryRead("4", out var result);
        expect("out", 40, result);
        read.Patch(readOriginal);
        Parser.TryRead("4", out result);
        expect("out, original", 4, result);

        var counter = new Counter { Count = 1 };
        Patchable.Find("Counter.Grow").Patch((ref Counter self, int by) => self.Count += 100 * by);
        expect("struct", 201, counter.Grow(2));
        Patchable.Find("Counter.Grow").Patch(Patchable.Find("Counter.Grow").Original);
        expect("struct, original", 203, counter.Grow(2));

        Patchable.Find("Parser.Sum").Patch((ReadOnlySpan<int> values) => values.Length);
        expect("span", 3, Parser.Sum([5, 6, 7]));

        Patchable.For<Action<Parser, string>>(typeof(Parser), ".ctor").Patch((self, text) => self.Text = "patched " + text);
        expectText("constructor", "patched a", new Parser("a").Text);
        var constructor = Patchable.For<Action<Parser, string>>(typeof(Parser), ".ctor");
        constructor.Restore();
        using (constructor.Wrap(next => (self, text) => { next(self, text + text); self.Text += self.First; }))
            expectText("constructor, wrapped", "aaaa", new Parser("a").Text);

        var lambda = Patchable.For(Parser.Lambda);
        lambda.Patch(x => lambda.Original(x) * 10);
        expect("lambda", 20, Parser.Lambda(1));

        var greet = Patchable.For<Func<IGreeter, string, string>>(typeof(IGreeter), nameof(IGreeter.Greet));
        greet.Patch((self, word) => greet.Original(self, word + word));
        expectText("interface", "hihi!", ((IGreeter)new Greeter()).Greet("hi"));

        var ofString = Patchable.For<Func<Box<string>, string>>(typeof(Box<string>), "Get");
        ofString.Patch(self => ofString.Original(self) + "!");
        expectText("generic type", "a!", new Box<string>("a").Get());
        expectText("another instantiation", "System.Version", new Box<Type>(typeof(Version)).Get().ToString());
        expect("another instantiation of a value", 1, new Box<int>(1).Get());
        ofString.Restore();
        expectText("generic type, restored", "a", new Box<string>("a").Get());

        var echo = Patchable.For<Func<int, int>>(Box.Echo);
        echo.Patch(value => echo.Original(value) + 1);
        expect("generic method", 2, Box.Echo(1));
        expectText("generic method of a reference", "a", Box.Echo("a"));
        Patchable.ForAll(typeof(Box), "Echo").Patch(
            (handle, types) => types[0] == typeof(string) ? (Func<string, string>)(value => value + types[0].Name) : null);
        expectText("all instantiations", "aString", Box.Echo("a"));
        expect("all instantiations but one", 2, Box.Echo(1));
        Patchable.ForAll(typeof(Box<>), "Get").Patch((handle, types) => types[0] == typeof(long) ? (Func<Box<long>, long>)(_ => 9) : null);
        expect("an instantiation to come", 9, (int)new Box<long>(1).Get());

        using (Parser.Patches.TryRead.PatchScoped((string text, out int value) => Parser.Patches.TryRead.Original(text + "1", out value)))
            expect("handle by name", 41, Parser.TryRead("4", out result) ? result : 0);
        using (Counter.Patches.Grow.PatchScoped((ref Counter self, int by) => self.Count = by))
            expect("handle by name, struct", 3, counter.Grow(3));
        Box<string>.Patches.Get.Patch(self => "by name");
        expectText("handle by name, generic type", "by name", new Box<string>("a").Get());
        Box.Patches.Echo<double>().Patch(value => value * 2);
        expect("handle by name, generic method", 6, (int)Box.Echo(3d));
        AllBoxPatches.Get.Restore();
        AllBoxPatches.Get.Patch((handle, types) => types[0] == typeof(short) ? (Func<Box<short>, short>)(_ => 8) : null);
        expect("handle by name, an instantiation to come", 8, new Box<short>(1).Get());

        Patchable.For<Func<Parser, Task<int>>>(typeof(Parser), nameof(Parser.Async)).Patch(async self => { await Task.Yield(); return 9; });
        expect("async", 9, await new Parser("").Async());
        await CheckGates(expect);
        if (!OperatingSystem.IsBrowser())
            NotInBrowsers.Check(expect);
    }

    private static async Task CheckGates(Action<string, int, int> expect)
    {
        expect("with a gate", 3, Parser.Drained(1));
        Parser.Patches.Drained.Patch(value => Parser.Patches.Drained.Original(value) * 10);
        expect("with a gate, patched", 30, Parser.Drained(1));
        expect("inside", 0, Parser.Patches.Drained.InFlight!.Value);

        var task = Parser.Exclusive(1);
        var patched = new PatchSet().Add(Parser.Patches.Exclusive, value => Task.FromResult(value * 7)).Add(Parser.Patches.Drained, value => 8);
        await NotInBrowsers.Apply(patched);
        expect("asynchronous, waited for", 1, task.IsCompleted ? task.Result : -1);
        expect("asynchronous, patched", 7, await Parser.Exclusive(1));
        expect("set", 8, Parser.Drained(1));
        patched.Revert();
        Parser.Patches.Drained.Restore();
        expect("with a gate, restored", 3, Parser.Drained(1));

        using (Parser.Patches.Drained.Wrap(next => value => next(value) * 10))
            expect("layer", 30, Parser.Drained(1));

        var layered = new PatchSet().Add(Parser.Patches.Drained, value => 8).Wrap(Parser.Patches.Drained, next => value => next(value) + 1);
        layered.Apply();
        expect("set with a layer", 9, Parser.Drained(1));
        layered.Revert();
        expect("without the layer", 3, Parser.Drained(1));
        expect("generic, with a gate", 5, Box.Gated(5));
        Box.Patches.Gated<int>().Patch(value => value + 1);
        expect("generic, with a gate, patched", 6, Box.Gated(5));
    }
}

internal struct Counter
{
    public int Count;

    [Patchable]
    public int Grow(int by) => Count += by;
}

internal class Box<T>(T content)
{
    [Patchable]
    public T Get() => content;
}

internal static class Box
{
    [Patchable]
    public static T Echo<T>(T value) => value;

    [Patchable]
    public static async Task<T> Later<T>(T value) { await Task.Yield(); return value; }

    [Patchable(Consistency = Consistency.Drained)]
    public static T Gated<T>(T value) => value;
}

internal interface IGreeter
{
    [Patchable]
    string Greet(string word) => word + "!";
}

internal class Greeter : IGreeter;

internal class Parser
{
    public string Text;
    public readonly string First;

    [Patchable]
    public Parser(string text) => First = Text = text;

    public static readonly Func<int, int> Lambda = [Patchable] (x) => x + 1;

    [Patchable]
    public static bool TryRead(string text, out int value) => int.TryParse(text, out value);

    [Patchable]
    public static int Sum(ReadOnlySpan<int> values) => values[0];

    [Patchable]
    public async Task<int> Async() { await Task.Yield(); return 1; }

    [Patchable]
    public async Task<decimal> Price() { await Task.Yield(); return 1; }

    [Patchable]
    public async ValueTask<Guid> Key() { await Task.Yield(); return Guid.Empty; }

    [Patchable]
    [DllImport("libc", EntryPoint = "getpid")]
    public static extern int ProcessId();

    [Patchable(Consistency = Consistency.Drained)]
    public static int Drained(int value) => value + 2;

    [Patchable(Consistency = Consistency.Exclusive)]
    public static async Task<int> Exclusive(int value) { await Task.Delay(20); return value; }

    [Patchable]
    [UnmanagedCallersOnly]
    public static int Callback(int value) => value * 2;
}
