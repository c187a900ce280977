using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Layers;

/// <summary>Layers over methods whose signature is known at run time only.</summary>
public class UntypedLayerTests
{
    private readonly LoadedAssembly _fixture = WovenSource.Load(
        """
        namespace Fixtures;
        public class Wrapped
        {
            [Hotpatch.Patchable] public static int Twice(int value) => value * 2;
            [Hotpatch.Patchable] public static bool TryRead(string text, out int value) => int.TryParse(text, out value);
            [Hotpatch.Patchable] public Wrapped(int value) : this(() => value) => value++;
            private Wrapped(System.Func<int> value) => value();
            [Hotpatch.Patchable(Consistency = Hotpatch.Consistency.Drained)] public static int Drained(int value) => value;
        }
        """,
        "Release");

    private delegate int Calculation(int value);

    [Test]
    public void Wrapper_is_given_what_lies_below_and_may_give_a_delegate_of_another_type()
    {
        var handle = _fixture.Handle("Wrapped.Twice");
        using (handle.Wrap(below => (Calculation)(value => (int)below.DynamicInvoke(value)! + 1)))
        {
            Assert.That(_fixture.Call("Wrapped.Twice", 4), Is.EqualTo(9));
            using (handle.Wrap(below => (Func<int, int>)(value => -((Func<int, int>)below)(value)), priority: 1))
                Assert.That(_fixture.Call("Wrapped.Twice", 4), Is.EqualTo(-9));

            handle.Patch((Func<int, int>)(value => value * 3));
            Assert.That(_fixture.Call("Wrapped.Twice", 4), Is.EqualTo(13));
            Assert.That(handle.Layers, Has.Count.EqualTo(1));
        }

        Assert.That(_fixture.Call("Wrapped.Twice", 4), Is.EqualTo(12));
        handle.Restore();
        Assert.That(_fixture.Call("Wrapped.Twice", 4), Is.EqualTo(8));
    }

    [Test]
    public void Typed_and_untyped_layers_lie_over_one_another()
    {
        var typed = (PatchHandle<Func<int, int>>)_fixture.Handle("Wrapped.Twice");
        using (typed.Wrap(next => value => next(value) + 1))
        using (((PatchHandle)typed).Wrap(below => (Func<int, int>)(value => ((Func<int, int>)below)(value) * 10)))
            Assert.That(_fixture.Call("Wrapped.Twice", 4), Is.EqualTo(90));

        Assert.That(typed.IsPatched, Is.False);
    }

    [Test]
    public void Declared_delegates_pass_through()
    {
        var handle = _fixture.Handle("Wrapped.TryRead");
        using (handle.Wrap(below => below))
            Assert.That(_fixture.Call("Wrapped.TryRead", "4", null), Is.EqualTo(true));
    }

    [Test]
    public void It_waits_as_the_typed_one_does()
    {
        var handle = _fixture.Handle("Wrapped.Drained");
        using (handle.Wrap(below => (Func<int, int>)(value => ((Func<int, int>)below)(value) + 1), TimeSpan.FromSeconds(60)))
            Assert.That(_fixture.Call("Wrapped.Drained", 4), Is.EqualTo(5));

        Assert.That(_fixture.Call("Wrapped.Drained", 4), Is.EqualTo(4));
    }

    [Test]
    public void What_does_not_fit_is_refused_and_changes_nothing()
    {
        var handle = _fixture.Handle("Wrapped.Twice");
        Assert.Multiple(() =>
        {
            Assert.Throws<InvalidReplacementException>(() => handle.Wrap(null!));
            Assert.Throws<InvalidReplacementException>(() => handle.Wrap(_ => null!));
            Assert.Throws<InvalidReplacementException>(() => handle.Wrap(_ => (Action)(() => { })));
            Assert.Throws<ArithmeticException>(() => handle.Wrap(_ => throw new ArithmeticException()));
            Assert.Throws<PatchException>(() => Patchable.In(_fixture.Assembly).Single(method => method.Name == "Fixtures.Wrapped..ctor(System.Int32)").Wrap(below => below));
            Assert.That(handle.IsPatched, Is.False);
            Assert.That(_fixture.Call("Wrapped.Twice", 4), Is.EqualTo(8));
        });
    }
}
