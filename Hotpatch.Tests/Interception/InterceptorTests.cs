using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Interception;

/// <summary>What an interceptor of one method reads, writes and decides.</summary>
public class InterceptorTests(string configuration) : WovenFixtureTests(configuration)
{
    private PatchHandle<Func<int, int, int>> Add => (PatchHandle<Func<int, int, int>>)Fixture.Handle("Calculator.Add");

    private Func<int, int, int> CallAdd => Fixture.Type("Calculator").GetMethod("Add")!.CreateDelegate<Func<int, int, int>>();

    [Test]
    public void An_interceptor_sees_the_call()
    {
        var service = Fixture.New("PriceService");
        var quote = Fixture.Handle("PriceService.Quote");
        var calls = 0;
        using (quote.Intercept(call =>
        {
            calls++;
            Assert.Multiple(() =>
            {
                Assert.That(call.Handle, Is.SameAs(quote));
                Assert.That(call.Method, Is.EqualTo(quote.Method));
                Assert.That(call.ToString(), Is.EqualTo(quote.Name));
                Assert.That(call.Instance, Is.SameAs(service));
                Assert.That(call.Arguments, Is.EqualTo(new object[] { 5 }));
                Assert.That(call.Arguments["quantity"], Is.EqualTo(5));
                Assert.That(call.Arguments.Names, Is.EqualTo(new[] { "quantity" }));
                Assert.That((call.Result, call.Exception), Is.EqualTo(((object?)0m, (Exception?)null)));
            });
            call.Proceed();
            Assert.That(call.Result, Is.EqualTo(15m));
        }))
        {
            Assert.That(LoadedAssembly.CallOn(service, "Quote", 5), Is.EqualTo(15m));
            Assert.That(quote.IsPatched);
        }

        Assert.That((calls, LoadedAssembly.CallOn(service, "Quote", 5)), Is.EqualTo((1, (object)15m)));
    }

    [Test]
    public void Arguments_and_result_can_be_changed()
    {
        using (Add.Intercept(call =>
        {
            call.Arguments[0] = 10;
            call.Arguments["b"] = 20;
            call.Proceed();
            call.Result = (int)call.Result! + 100;
        }))
        {
            Assert.That(CallAdd(1, 2), Is.EqualTo(130));
        }
    }

    [Test]
    public void An_interceptor_proceeds_never_or_several_times()
    {
        using (Add.Intercept(call => { }))
            Assert.That(CallAdd(1, 2), Is.Zero, "the default");

        using (Add.Intercept(call => call.Result = 7))
            Assert.That(CallAdd(1, 2), Is.EqualTo(7));

        var runs = 0;
        Add.Patch((a, b) => ++runs < 3 ? throw new TimeoutException() : a + b);
        using (Add.Intercept(call =>
        {
            for (var tries = 1; ; tries++)
            {
                try
                {
                    call.Proceed();
                    Assert.That(call.Exception, Is.Null);
                    return;
                }
                catch (TimeoutException exception) when (tries < 3)
                {
                    Assert.That(call.Exception, Is.SameAs(exception));
                }
            }
        }))
        {
            Assert.That((CallAdd(1, 2), runs), Is.EqualTo((3, 3)));
        }
    }

    [Test]
    public void Exceptions_pass_with_their_stack()
    {
        Add.Patch(Throw);
        Exception? seen = null;
        using var layer = Add.Intercept(call =>
        {
            try
            {
                call.Proceed();
            }
            finally
            {
                seen = call.Exception;
            }
        });
        Assert.That(() => CallAdd(1, 2), Throws.TypeOf<FormatException>().With.Property("StackTrace").Contains(nameof(Throw)));
        Assert.That(seen, Is.TypeOf<FormatException>());

        static int Throw(int a, int b) => throw new FormatException();
    }

    [Test]
    public void Wrong_types_are_refused_by_name()
    {
        var messages = new List<string>();
        using var layer = Add.Intercept(call =>
        {
            Refused(() => call.Arguments[1] = "x");
            Refused(() => call.Arguments["a"] = null);
            Refused(() => call.Arguments["a"] = 1L);
            Refused(() => call.Arguments["c"] = 1);
            Refused(() => call.Result = null);
            Assert.That(() => call.Arguments[2], Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => call.Arguments[-1] = 1, Throws.InstanceOf<ArgumentOutOfRangeException>());
            call.Proceed();
        });
        Assert.That(CallAdd(1, 2), Is.EqualTo(3), "a refused value changes nothing");
        Assert.That(messages, Is.EqualTo(new[]
        {
            "Fixtures.Calculator.Add(System.Int32,System.Int32): for the argument 'b', a value of type int was expected, but string was found.",
            "Fixtures.Calculator.Add(System.Int32,System.Int32): for the argument 'a', a value of type int was expected, but null was found.",
            "Fixtures.Calculator.Add(System.Int32,System.Int32): for the argument 'a', a value of type int was expected, but long was found.",
            "Fixtures.Calculator.Add(System.Int32,System.Int32): the name of a parameter was expected (a, b), but 'c' was found. (Parameter 'name')",
            "Fixtures.Calculator.Add(System.Int32,System.Int32): for the result, a value of type int was expected, but null was found.",
        }));

        void Refused(Action action)
        {
            try
            {
                action();
            }
            catch (ArgumentException exception)
            {
                messages.Add(exception.Message);
            }
        }
    }

    [Test]
    public void Interceptors_and_layers_lie_in_the_order_of_their_priorities()
    {
        var order = new List<string>();
        using var inner = Add.Intercept(call => Note("low", call), priority: -1);
        using var layer = Add.Wrap(next => (a, b) =>
        {
            order.Add("wrap");
            return next(a, b);
        });
        using var outer = Add.Intercept(call => Note("high", call), priority: 1);
        Assert.That(CallAdd(1, 2), Is.EqualTo(3));
        Assert.That(order, Is.EqualTo(new[] { "high", "wrap", "low" }));
        Assert.That(Add.Layers, Is.EqualTo(new[] { outer, layer, inner }));
        Add.Restore();
        Assert.That((CallAdd(1, 2), order.Count), Is.EqualTo((3, 3)), "Restore removes interceptors");

        void Note(string name, PatchCall call)
        {
            order.Add(name);
            call.Proceed();
        }
    }

    [Test]
    public void The_delegate_below_follows_changes()
    {
        using var layer = Add.Intercept(call => call.Proceed());
        using (Add.PatchScoped((a, b) => 50))
            Assert.That(CallAdd(1, 2), Is.EqualTo(50));

        using (Add.PatchFlow((a, b) => 60))
            Assert.That(CallAdd(1, 2), Is.EqualTo(60));

        Assert.That(CallAdd(1, 2), Is.EqualTo(3));
    }

    [Test]
    public void A_change_waits_as_that_of_a_layer_does()
    {
        var handle = Fixture.Handle("Gated.Run");
        using var running = new RunningCall(Fixture, handle);
        Assert.That(() => handle.Intercept(call => call.Proceed(), timeout: TimeSpan.FromMilliseconds(50)), Throws.TypeOf<PatchTimeoutException>());
        Assert.That(handle.Layers, Is.Empty);
    }

    [Test]
    public void What_cannot_be_intercepted_is_refused_with_the_reason()
    {
        Assert.Multiple(() =>
        {
            Assert.That(() => Add.Intercept(async call => await call.ProceedAsync()), Throws.TypeOf<PatchException>().With.Message.Contains("but int was found"));
            Assert.That(() => Add.Intercept((Action<PatchCall>)null!), Throws.ArgumentNullException);
            Assert.That(() => ((PatchHandle)null!).Intercept(call => { }), Throws.ArgumentNullException);
        });
        using var layer = Add.Intercept(call => call.ProceedAsync().Wait());
        Assert.That(() => CallAdd(1, 2), Throws.InvalidOperationException.With.Message.Contains("call.Proceed()"));
    }

    [Test]
    public void An_interceptor_allocates_one_object_a_call()
    {
        var call = CallAdd;
        using (Add.Intercept(call => call.Proceed()))
            Assert.That(AllocatedBy(), Is.InRange(24, 80));

        // The controls: one that reads an argument boxes it, and without one nothing is allocated.
        using (Add.Intercept(call =>
        {
            _ = call.Arguments[0];
            call.Proceed();
        }))
        {
            Assert.That(AllocatedBy(), Is.InRange(96, 104));
        }

        Assert.That(AllocatedBy(), Is.Zero);

        long AllocatedBy()
        {
            for (var i = 0; i < 100; i++)
                call(1, 2);

            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1_000; i++)
                call(1, 2);

            return (GC.GetAllocatedBytesForCurrentThread() - before) / 1_000;
        }
    }
}
