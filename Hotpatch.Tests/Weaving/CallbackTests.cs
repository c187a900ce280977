using System.Runtime.InteropServices;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Weaving;

/// <summary>
/// Methods with [UnmanagedCallersOnly], called through their unmanaged address. None of them throws: the runtime ends the process when an
/// exception would leave one for unmanaged code, patched or not.
/// </summary>
public unsafe class CallbackTests(string configuration) : WovenFixtureTests(configuration)
{
    private delegate int Comparison(int* left, int* right);

    [Test]
    public void Called_through_its_address()
    {
        var handle = Patchable.For<Func<int, int>>(Fixture.Type("Callbacks"), "Twice");
        Assert.That(Fixture.Call("Callbacks.CallTwice", 4), Is.EqualTo(8));

        var seen = 0;
        handle.Patch(value =>
        {
            seen = value;
            return handle.Original(value + 1) * 10;
        });
        Assert.That(Fixture.Call("Callbacks.CallTwice", 4), Is.EqualTo(100));
        Assert.That(seen, Is.EqualTo(4));

        handle.Restore();
        Assert.That(Fixture.Call("Callbacks.CallTwice", 4), Is.EqualTo(8));
    }

    [Test]
    public void Called_by_native_code()
    {
        int[] values = [2, 3, 1];
        Fixture.Call("Callbacks.Sort", values);
        Assert.That(values, Is.EqualTo(new[] { 1, 2, 3 }));

        var handle = Fixture.Handle("Callbacks.Compare");
        var original = handle.Original.As<Comparison>();
        handle.Patch((Comparison)((left, right) => -original(left, right)));
        Fixture.Call("Callbacks.Sort", values);
        Assert.That(values, Is.EqualTo(new[] { 3, 2, 1 }), "the other way round");

        handle.Restore();
        Fixture.Call("Callbacks.Sort", values);
        Assert.That(values, Is.EqualTo(new[] { 1, 2, 3 }));
    }

    [Test]
    public void Without_a_result()
    {
        var handle = Patchable.For<Action<int>>(Fixture.Type("Callbacks"), "Add");
        Assert.That(Fixture.Call("Callbacks.CallAdd", 3), Is.EqualTo(3));
        handle.Patch(value => handle.Original(-value));
        Assert.That(Fixture.Call("Callbacks.CallAdd", 3), Is.EqualTo(-3));
    }

    [Test]
    public void An_address_taken_before_patching_runs_the_replacement()
    {
        var address = (delegate* unmanaged<int, int>)Fixture.Type("Callbacks").GetMethod("Twice")!.MethodHandle.GetFunctionPointer();
        Assert.That(address(1), Is.EqualTo(2));
        Fixture.Handle("Callbacks.Twice").Patch((Func<int, int>)(_ => 7));
        Assert.That(address(1), Is.EqualTo(7));
    }

    [Test]
    public void Found_by_name_and_refuses_what_does_not_fit()
    {
        var handle = Fixture.Handle("Callbacks.Twice");
        Assert.That(Patchable.For<Func<int, int>>(Fixture.Type("Callbacks"), "Twice"), Is.SameAs(handle));
        Assert.That(handle.Name, Is.EqualTo("Fixtures.Callbacks.Twice(System.Int32)"));
        Assert.That(() => handle.Patch((Func<string>)(() => "")), Throws.InstanceOf<InvalidReplacementException>());

        // A static method has no target, as the method itself would: the handle compares the two.
        handle.Patch(Delegate.CreateDelegate(typeof(Func<int, int>), typeof(CallbackTests).GetMethod(nameof(Negative))!));
        Assert.That(Fixture.Call("Callbacks.CallTwice", 4), Is.EqualTo(-4));

        // Reflection makes such a delegate, which ends the process when it is called.
        var itself = Delegate.CreateDelegate(typeof(Func<int, int>), (System.Reflection.MethodInfo)handle.Method);
        Assert.That(() => handle.Patch(itself), Throws.InstanceOf<InvalidReplacementException>().With.Message.Contains("the method itself"));
    }

    [Test]
    public void Only_the_stub_has_the_attribute()
    {
        var handle = Fixture.Handle("Callbacks.Twice");
        Assert.Multiple(() =>
        {
            Assert.That(handle.Method.IsDefined(typeof(UnmanagedCallersOnlyAttribute), inherit: false), Is.True);
            Assert.That(handle.Original.Method.IsDefined(typeof(UnmanagedCallersOnlyAttribute), inherit: false), Is.False);
        });
    }

    public static int Negative(int value) => -value;
}
