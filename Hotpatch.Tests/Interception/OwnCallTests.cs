using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Interception;

/// <summary>What an interceptor calls itself passes it by; what the intercepted methods call doesn't.</summary>
public class OwnCallTests(string configuration) : WovenFixtureTests(configuration)
{
    private const string Source = """
        using System.Threading.Tasks;
        using Hotpatch;

        namespace Fixtures;

        public static class Own
        {
            [Patchable] public static int Log(int value) => value;
            [Patchable] public static int Outer(int value) => Inner(value) + 1;
            [Patchable] public static int Inner(int value) => value * 2;
            [Patchable] public static int Countdown(int value) => value == 0 ? 0 : Countdown(value - 1);
            [Patchable] public static int ByReference(ref int value) => value++;
            [Patchable] public static async Task<int> Later(int value) { await Task.Yield(); return await InnerLater(value, 1); }
            [Patchable] public static async Task<int> InnerLater(int value, int more) { await Task.Yield(); return value + more; }
            public static int CallByReference() { var value = 1; ByReference(ref value); return value; }
        }
        """;

    private readonly List<string> _seen = [];

    private LoadedAssembly Own { get; set; } = null!;

    [SetUp]
    public void Load()
    {
        Own = WovenSource.Load(Source, Configuration);
        _seen.Clear();
    }

    [Test]
    public void An_interceptor_of_many_methods_may_call_any_of_them()
    {
        using (Patchable.In(Own.Assembly).Intercept(call =>
        {
            Own.Call("Own.Log", 1);
            Own.Call("Own.CallByReference");
            _seen.Add(call.Method.Name);
            call.Proceed();
            Own.Call("Own.Log", 2);
        }))
        {
            Assert.That(Own.Call("Own.Outer", 3), Is.EqualTo(7));
            Assert.That(Own.Call("Own.Countdown", 2), Is.EqualTo(0));
            Own.Call("Own.CallByReference");
        }

        Assert.That(_seen, Is.EqualTo(new[] { "Outer", "Inner", "Countdown", "Countdown", "Countdown", "ByReference" }));
    }

    [Test]
    public void An_interceptor_that_has_thrown_sees_later_calls()
    {
        using var layer = Own.Handle("Own.Inner").Intercept(call =>
        {
            _seen.Add("inner");
            if (_seen.Count == 1)
                throw new TimeoutException();

            call.Proceed();
        });
        Assert.That(() => Own.Call("Own.Inner", 1), Throws.TypeOf<TimeoutException>());
        Assert.That((Own.Call("Own.Outer", 1), _seen.Count), Is.EqualTo(((object)3, 2)));
    }

    [Test]
    public void Another_interceptor_sees_the_calls()
    {
        using var log = Own.Handle("Own.Log").Intercept(call =>
        {
            _seen.Add("log");
            Own.Call("Own.Outer", 1);
            call.Proceed();
        });
        using var outer = Own.Handle("Own.Outer").Intercept(call =>
        {
            _seen.Add("outer");
            Own.Call("Own.Log", 1);
            call.Proceed();
        });
        Own.Call("Own.Outer", 1);

        // The interceptor of Log calls Outer, whose interceptor is still running, and so is passed by.
        Assert.That(_seen, Is.EqualTo(new[] { "outer", "log" }));
    }

    [Test]
    public void One_delegate_in_two_calls_of_Intercept_is_two_interceptors()
    {
        Action<PatchCall> both = call =>
        {
            _seen.Add(call.Method.Name);
            if (call.Method.Name == "Outer")
                Own.Call("Own.Log", 1);

            call.Proceed();
        };
        using var log = Own.Handle("Own.Log").Intercept(both);
        using var outer = Own.Handle("Own.Outer").Intercept(both);
        Own.Call("Own.Outer", 1);
        Assert.That(_seen, Is.EqualTo(new[] { "Outer", "Log" }));
    }

    [Test]
    public void On_another_thread_nobody_knows()
    {
        using var layer = Own.Handle("Own.Log").Intercept(call =>
        {
            _seen.Add("log");
            if (_seen.Count == 1)
            {
                var thread = new Thread(() => Own.Call("Own.Log", 2));
                thread.Start();
                thread.Join();
            }

            call.Proceed();
        });
        Own.Call("Own.Log", 1);
        Assert.That(_seen, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task An_asynchronous_interceptor_may_await_between_its_calls()
    {
        using (Patchable.Where(handle => handle.Name.Contains("Own.", StringComparison.Ordinal) && handle.DelegateType.Name.StartsWith("Func", StringComparison.Ordinal)).Intercept(async call =>
        {
            await Task.Yield();
            await (Task<int>)Own.Call("Own.InnerLater", 1, 2)!;
            lock (_seen)
                _seen.Add(call.Method.Name);

            await call.ProceedAsync();
            await (Task<int>)Own.Call("Own.InnerLater", 1, 2)!;
            await Task.Yield();
            await (Task<int>)Own.Call("Own.InnerLater", 1, 2)!;
        }))
        {
            Assert.That(await (Task<int>)Own.Call("Own.Later", 3)!, Is.EqualTo(4));
            Assert.That(_seen, Is.EqualTo(new[] { "Later", "InnerLater" }));
            await (Task<int>)Own.Call("Own.InnerLater", 1, 2)!;
        }

        Assert.That(_seen, Is.EqualTo(new[] { "Later", "InnerLater", "InnerLater" }));
    }
}
