using System.Globalization;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Weaving;

/// <summary>Woven methods: as before while unpatched, the replacement while patched, the original from inside it.</summary>
public class WovenBehaviourTests(string configuration) : WovenFixtureTests(configuration)
{
    [Test]
    public void Static_method()
    {
        var add = Patchable.For<Func<int, int, int>>(Fixture.Type("Calculator"), "Add");
        Assert.That(Fixture.Call("Calculator.Add", 2, 3), Is.EqualTo(5));

        add.Patch((a, b) => (add.Original(a, b) * 10) + a - b);
        Assert.That(Fixture.Call("Calculator.Add", 2, 3), Is.EqualTo(49));

        add.Restore();
        Assert.That(Fixture.Call("Calculator.Add", 2, 3), Is.EqualTo(5));
    }

    [Test]
    public void Instance_method_holds_for_all_instances_and_passes_the_instance()
    {
        var first = Fixture.New("PriceService");
        var second = Fixture.New("PriceService");
        Fixture.Type("PriceService").GetField("UnitPrice")!.SetValue(second, 5m);
        var quote = Fixture.Handle("PriceService.Quote");

        quote.Patch((Func<object, int, decimal>)((self, quantity) => (decimal)quote.Original.DynamicInvoke(self, quantity)! + 100));

        Assert.Multiple(() =>
        {
            Assert.That(LoadedAssembly.CallOn(first, "Quote", 2), Is.EqualTo(106m));
            Assert.That(LoadedAssembly.CallOn(second, "Quote", 2), Is.EqualTo(110m));
            Assert.That(LoadedAssembly.CallOn(first, "CallDescribe", "p"), Is.EqualTo("p103"), "a call from inside the class");
        });
    }

    [Test]
    public void Private_method()
    {
        var service = Fixture.New("PriceService");
        Fixture.Handle("PriceService.Describe").Patch((Func<object, string, string>)((_, prefix) => prefix + "!"));
        Assert.That(LoadedAssembly.CallOn(service, "CallDescribe", "p"), Is.EqualTo("p!"));
    }

    [Test]
    public void Virtual_methods_are_patched_body_by_body()
    {
        dynamic square = Fixture.New("Square", 2.0);
        dynamic circle = Fixture.New("Circle");
        Fixture.Handle("Shape.Draw").Patch((Func<object, int, string>)((self, times) => $"[{self.GetType().Name}{times}]"));
        Assert.Multiple(() =>
        {
            Assert.That((string)square.Draw(3), Is.EqualTo("square+[Square3]"), "base.Draw reaches the patch, the override is not patched");
            Assert.That((string)circle.Draw(4), Is.EqualTo("circle+[Circle4]"), "an override that is not marked");
        });

        Fixture.Handle("Square.Draw").Patch((Func<object, int, string>)((_, _) => "S"));
        Assert.That((string)square.Draw(3), Is.EqualTo("S"));
    }

    [Test]
    public void Interface_implementations_are_patched_through_the_interface_too()
    {
        var square = Fixture.New("Square", 2.0);
        Fixture.Handle("Square.Name").Patch((Func<object, string>)(_ => "patched"));
        var disposed = false;
        Fixture.Handle("Square.System.IDisposable.Dispose").Patch((Action<object>)(_ => disposed = true));
        ((IDisposable)square).Dispose();

        Assert.Multiple(() =>
        {
            Assert.That(Fixture.Type("INamed").GetMethod("Name")!.Invoke(square, null), Is.EqualTo("patched"));
            Assert.That(disposed, Is.True);
            Assert.That(((dynamic)square).Disposed, Is.False);
        });
    }

    [Test]
    public void Overrides_of_framework_methods_and_calls_of_their_base()
    {
        var square = Fixture.New("Square", 2.0);
        Assert.That(square.ToString(), Is.EqualTo("Shape:Fixtures.Square"), "base.ToString() from the original");

        Fixture.Handle("Shape.ToString").Patch((Func<object, string>)(_ => "patched"));
        Assert.That($"{square}", Is.EqualTo("patched"));
    }

    [Test]
    public void Nested_and_private_types()
    {
        Fixture.Handle("Outer+Hidden+Deep.There").Patch((Func<string>)(() => "patched deep"));
        Fixture.Handle("Outer+Alone+Inner.Only").Patch((Func<string>)(() => "patched only"));
        Assert.Multiple(() =>
        {
            Assert.That(Fixture.Call("Outer.CallHidden"), Is.EqualTo("patched deep"));
            Assert.That(Fixture.Call("Outer.CallAlone"), Is.EqualTo("patched only"));
            Assert.That(Fixture.Call("Outer.Here"), Is.EqualTo("outer"));
        });
    }

    [Test]
    public void Names_that_the_source_already_uses()
    {
        Assert.That(Fixture.Call("Clashes.Add", 1), Is.EqualTo(1101));
        Fixture.Handle("Clashes.Add").Patch((Func<int, int>)(a => -a));
        Fixture.Handle("Clashes.PatchHandles").Patch((Func<int>)(() => 50));
        Assert.Multiple(() =>
        {
            Assert.That(Fixture.Call("Clashes.Add", 1), Is.EqualTo(-1));
            Assert.That(Fixture.Call("Clashes.PatchHandles"), Is.EqualTo(50));
            Assert.That(Fixture.Call("Clashes.Add_Original"), Is.EqualTo(100));
            Assert.That(Fixture.Call("Clashes.class"), Is.EqualTo(6));
        });
    }

    [Test]
    public void Exceptions_pass_through_stub_original_and_replacement()
    {
        Assert.That(() => Fixture.Call("Bodies.Throws", "a"), Throws.InvalidOperationException.With.Message.EqualTo("a"));

        var handle = Fixture.Handle("Bodies.Throws");
        var original = (Action<string>)handle.Original;
        handle.Patch((Action<string>)(message => original(message + "!")));
        Assert.That(() => Fixture.Call("Bodies.Throws", "b"), Throws.InvalidOperationException.With.Message.EqualTo("b!"));

        handle.Patch((Action<string>)(message => throw new NotSupportedException(message)));
        Assert.That(() => Fixture.Call("Bodies.Throws", "c"), Throws.InstanceOf<NotSupportedException>());
    }

    [TestCase(1, "filtered")]
    [TestCase(2, "caught")]
    [TestCase(3, "fine")]
    public void Handlers_filters_and_finally_blocks(int value, string expected)
    {
        var log = (List<string>)Fixture.Type("Bodies").GetField("Log")!.GetValue(null)!;
        log.Clear();
        Assert.Multiple(() =>
        {
            Assert.That(Fixture.Call("Bodies.Handlers", value), Is.EqualTo(expected));
            Assert.That(log, Is.EqualTo(new[] { "finally" + value.ToString(CultureInfo.InvariantCulture) }));
        });
    }

    [Test]
    public void A_patch_holds_for_recursive_calls_of_the_original()
    {
        var handle = Fixture.Handle("Bodies.Factorial");
        var original = (Func<long, long>)handle.Original;
        var calls = 0;
        handle.Patch((Func<long, long>)(n =>
        {
            calls++;
            return original(n);
        }));
        Assert.Multiple(() =>
        {
            Assert.That(Fixture.Call("Bodies.Factorial", 10L), Is.EqualTo(3628800L));
            Assert.That(calls, Is.EqualTo(10));
        });
    }

    [Test]
    public void Bodies_that_write_arguments_capture_variables_and_lock()
    {
        var bodies = Fixture.New("Bodies");
        Assert.Multiple(() =>
        {
            Assert.That(LoadedAssembly.CallOn(bodies, "WritesArguments", 1, 2, 3, 4, 5), Is.EqualTo(4 + 2 + 3 + 6 + 15));
            Assert.That(((Func<int>)LoadedAssembly.CallOn(bodies, "Captures", 1)!)(), Is.EqualTo(1003));
            Assert.That(LoadedAssembly.CallOn(bodies, "Locks", 2), Is.EqualTo(12));
            Assert.That(LoadedAssembly.CallOn(bodies, "Locks", 1000), Is.EqualTo(14));
            Assert.That(LoadedAssembly.CallOn(bodies, "HoldsLock"), Is.True, "Synchronized goes with the body");
            Assert.That(Fixture.Call("Bodies.Stack", 9), Is.EqualTo(9));
        });
    }

    [Test]
    public async Task Async_methods_and_iterators()
    {
        var debugging = Fixture.New("Debugging");
        Assert.That(await (Task<int>)LoadedAssembly.CallOn(debugging, "Async", 4)!, Is.EqualTo(10));
        Assert.That((IEnumerable<int>)LoadedAssembly.CallOn(debugging, "Iterate", 3)!, Is.EqualTo(new[] { 0, 1, 4 }));

        var handle = Fixture.Handle("Debugging.Async");
        handle.Patch((Func<object, int, Task<int>>)(async (self, value) =>
        {
            await Task.Yield();
            return await (Task<int>)handle.Original.DynamicInvoke(self, value)! * 2;
        }));
        Assert.That(await (Task<int>)LoadedAssembly.CallOn(debugging, "Async", 4)!, Is.EqualTo(20));
    }
}
