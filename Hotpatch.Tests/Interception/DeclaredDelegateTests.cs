using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Interception;

/// <summary>Methods whose delegate types the weaver declares: by reference, with ref structs, with pointers, of structs.</summary>
public class DeclaredDelegateTests(string configuration) : WovenFixtureTests(configuration)
{
    [Test]
    public void References_are_read_and_written()
    {
        var handle = Routable("ByReference.Ref");
        var seen = new List<object?>();
        using (handle.Intercept(call =>
        {
            seen.Add(call.Arguments["value"]);
            call.Arguments["value"] = 10;
            call.Proceed();
            seen.Add(call.Arguments[0]);
            call.Arguments[0] = (int)call.Arguments[0]! * 2;
        }))
        {
            var arguments = new object[] { 5 };
            Fixture.Type("ByReference").GetMethod("Ref")!.Invoke(null, arguments);
            Assert.That(arguments, Is.EqualTo(new object[] { 22 }));
        }

        Assert.That(seen, Is.EqualTo(new object[] { 5, 11 }));
    }

    [TestCase("In", 1)]
    [TestCase("ReadOnlyRef", 2)]
    public void Arguments_that_the_method_must_not_change_stay_as_they_are(string name, int added)
    {
        using var layer = Routable("ByReference." + name).Intercept(call =>
        {
            call.Arguments["value"] = 10;
            call.Proceed();
        });
        var arguments = new object[] { 5 };
        Assert.That(Fixture.Type("ByReference").GetMethod(name)!.Invoke(null, arguments), Is.EqualTo(10 + added), "the method sees the new value");
        Assert.That(arguments, Is.EqualTo(new object[] { 5 }), "the caller doesn't");
    }

    [Test]
    public void Out_arguments_come_back()
    {
        var handle = Routable("ByReference.Out");
        var method = Fixture.Type("ByReference").GetMethod("Out")!;
        var arguments = new object?[] { "17", null };
        using (handle.Intercept(call => call.Proceed()))
            Assert.That((method.Invoke(null, arguments), arguments[1]), Is.EqualTo(((object)true, (object)17)));

        using (handle.Intercept(call => call.Arguments["value"] = 3))
            Assert.That((method.Invoke(null, arguments), arguments[1]), Is.EqualTo(((object)false, (object)3)), "without Proceed");
    }

    [Test]
    public void The_instance_of_a_struct_changes_for_the_caller()
    {
        var handle = Routable("Counter.Increment");
        var seen = new List<object?>();
        using (handle.Intercept(call =>
        {
            call.Proceed();
            seen.Add(call.Result);
            seen.Add(call.Instance!.GetType().Name);
        }))
        {
            Assert.That(Fixture.Call("Counter.IncrementTwice", 5), Is.EqualTo(7));
        }

        Assert.That(seen, Is.EqualTo(new object[] { 6, "Counter", 7, "Counter" }));
    }

    [Test]
    public void Exceptions_are_not_wrapped()
    {
        var handle = Routable("Gated.Tail");
        Assert.That(() => handle.Intercept(call => call.Proceed()), Throws.TypeOf<PatchException>().With.Message.Contains("Span<int> was found. Use Wrap"));
        var shifted = Routable("ByReference.In");
        using var layer = shifted.Intercept((Action<PatchCall>)(call =>
        {
            call.Proceed();
            throw new FormatException();
        }));
        Assert.That(() => Fixture.Call("ByReference.In", 1), Throws.TypeOf<FormatException>());
    }

    [Test]
    public void What_cannot_be_an_object_is_observed_as_text()
    {
        var handle = Routable("ByReference.Sum");
        var seen = new List<ObservedCall>();
        using var recording = handle.Record(1);
        using (handle.Observe(seen.Add, new ObserveOptions { OnBegun = call => call.State = call.Arguments[0] }))
            Assert.That(Fixture.Call("ByReference.CallSum", new[] { 1, 2, 3 }), Is.EqualTo(6));

        Assert.That((seen[0].Arguments[0], seen[0].Result, seen[0].State), Is.EqualTo(((object)"ReadOnlySpan<int>", (object)6, (object)"ReadOnlySpan<int>")));
        Assert.That(recording.Calls[0].RunOriginal, Throws.TypeOf<PatchException>().With.Message.Contains("ReadOnlySpan<int>"));
    }

    [Test]
    public void A_recorded_call_with_references_runs_again()
    {
        var handle = Routable("ByReference.Out");
        using var recording = handle.Record(1);
        Fixture.Type("ByReference").GetMethod("Out")!.Invoke(null, ["17", null]);
        Assert.That((recording.Calls[0].RunOriginal(), recording.Calls[0].Call.Arguments[0]), Is.EqualTo(((object)true, (object)"17")));
    }

    private PatchHandle Routable(string method)
    {
        var handle = Fixture.Handle(method);
        Assume.That(handle.Routers.CanCreate, "The weaver writes the router of this delegate type.");
        return handle;
    }
}
