using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Layers;

/// <summary>Layers of one handle: what lies over what, and what goes with what.</summary>
public class LayerTests(string configuration) : WovenFixtureTests(configuration)
{
    private PatchHandle<Func<int, int, int>> Add => (PatchHandle<Func<int, int, int>>)Fixture.Handle("Calculator.Add");

    private int Call() => (int)Fixture.Call("Calculator.Add", 1, 2)!;

    [Test]
    public void A_layer_lies_over_the_original()
    {
        using (var layer = Add.Wrap(next => (a, b) => next(a, b) * 10))
        {
            Assert.That(Call(), Is.EqualTo(30));
            Assert.That(Add.IsPatched, Is.True);
            Assert.That(Add.Current(1, 2), Is.EqualTo(30));
            Assert.That(((PatchHandle)Add).Current, Is.SameAs(Add.Current));
            Assert.That(Add.Original(1, 2), Is.EqualTo(3));
            Assert.That(Add.Layers, Is.EqualTo(new[] { layer }));
            Assert.That(layer.ToString(), Is.EqualTo(Add.Name + ": layer of priority 0"));
            Assert.That((layer.Handle, layer.Priority, layer.Owner, layer.Failure), Is.EqualTo(((PatchHandle)Add, 0, (string?)null, (Exception?)null)));
        }

        Assert.That(Call(), Is.EqualTo(3));
        Assert.That(Add.IsPatched, Is.False);
        Assert.That(Add.Layers, Is.Empty);
    }

    [Test]
    public void What_is_patched_comes_to_lie_below_the_layers()
    {
        var layer = Add.Wrap(next => (a, b) => next(a, b) * 10);
        Add.Patch((_, _) => 5);
        Assert.That(Call(), Is.EqualTo(50));
        var scope = Add.PatchScoped((_, _) => 6);
        Assert.That(Call(), Is.EqualTo(60));
        var outer = Add.Wrap(next => (a, b) => next(a, b) + 1);
        Assert.That(Call(), Is.EqualTo(61));
        Add.Patch((_, _) => 7);
        Assert.That(Call(), Is.EqualTo(71));
        scope.Dispose();
        Assert.That(Call(), Is.EqualTo(71));
        layer.Dispose();
        Assert.That(Call(), Is.EqualTo(8));
        Assert.That(Add.Layers, Is.EqualTo(new[] { outer }));
        outer.Dispose();
        Assert.That(Call(), Is.EqualTo(7));
    }

    [Test]
    public void A_higher_priority_lies_farther_out_and_among_equals_the_newest()
    {
        var layers = new[] { ('a', 0), ('b', 5), ('c', 0), ('d', -1), ('e', 5) }.Select(entry => Log(entry.Item1, entry.Item2)).ToArray();
        Assert.That(Order(), Is.EqualTo("ebcad"));
        Assert.That(Add.Layers.Select(layer => layer.Priority), Is.EqualTo(new[] { 5, 5, 0, 0, -1 }));
        Assert.That(Add.Layers, Is.EqualTo(new[] { layers[4], layers[1], layers[2], layers[0], layers[3] }));

        // In any order, and twice.
        layers[2].Dispose();
        layers[2].Dispose();
        Assert.That(Order(), Is.EqualTo("ebad"));
        layers[4].Dispose();
        Assert.That(Order(), Is.EqualTo("bad"));
        layers[3].Dispose();
        layers[0].Dispose();
        layers[1].Dispose();
        Assert.That(Order(), Is.Empty);
        Assert.That(Add.IsPatched, Is.False);

        PatchLayer Log(char name, int priority) => Add.Wrap(next => (a, b) => { _log += name; return next(a, b); }, priority);
        string Order()
        {
            _log = string.Empty;
            Assert.That(Call(), Is.EqualTo(3));
            return _log;
        }
    }

    private string _log = string.Empty;

    [Test]
    public void Restore_takes_out_the_layers_too()
    {
        Add.Patch((_, _) => 5);
        var layer = Add.Wrap(next => (a, b) => next(a, b) * 10);
        Add.Restore();
        Assert.That(Call(), Is.EqualTo(3));
        Assert.That(Add.IsPatched, Is.False);
        Add.Patch((_, _) => 6);
        layer.Dispose();
        Assert.That(Call(), Is.EqualTo(6));
        Assert.That(layer.Failure, Is.Null);
    }

    [Test]
    public void A_wrapper_is_called_once_and_again_when_what_is_below_has_changed()
    {
        var (inner, outer) = (new List<int>(), new List<int>());
        var first = Add.Wrap(Counted(inner));
        var second = Add.Wrap(Counted(outer), priority: 1);
        Assert.That((inner, outer), Is.EqualTo((new List<int> { 3 }, new List<int> { 3 })));

        // Between the two: only the outer one.
        var between = Add.Wrap(next => (a, b) => next(a, b) + 1);
        Assert.That((inner, outer), Is.EqualTo((new List<int> { 3 }, new List<int> { 3, 4 })));
        Func<int, int, int> replacement = (_, _) => 7;
        Add.Patch(replacement);
        Assert.That((inner, outer), Is.EqualTo((new List<int> { 3, 7 }, new List<int> { 3, 4, 8 })));

        // Nothing below the inner one changes any more.
        Add.Patch(replacement);
        between.Dispose();
        Assert.That((inner, outer), Is.EqualTo((new List<int> { 3, 7 }, new List<int> { 3, 4, 8, 7 })));
        second.Dispose();
        first.Dispose();
        Assert.That((inner, outer), Is.EqualTo((new List<int> { 3, 7 }, new List<int> { 3, 4, 8, 7 })));

        static Func<Func<int, int, int>, Func<int, int, int>> Counted(List<int> calls)
            => next =>
            {
                calls.Add(next(1, 2));
                return (a, b) => next(a, b);
            };
    }

    [Test]
    public void Changed_tells_of_layers()
    {
        var seen = new List<(int? Before, int? After)>();
        EventHandler<PatchChangedEventArgs> handler = (_, change) => seen.Add((Answer(change.Previous), Answer(change.Current)));
        Add.Changed += handler;
        var layer = Add.Wrap(next => (a, b) => next(a, b) * 10);
        Add.Patch((_, _) => 5);
        layer.Dispose();
        Add.Restore();
        Add.Changed -= handler;
        Assert.That(seen, Is.EqualTo(new (int?, int?)[] { (null, 30), (30, 50), (50, 5), (5, null) }));

        static int? Answer(Delegate? running) => ((Func<int, int, int>?)running)?.Invoke(1, 2);
    }

    [Test]
    public void A_method_without_an_original_has_no_layers()
    {
        var constructor = Patchable.In(Fixture.Assembly).Single(handle => handle.Name == "Fixtures.Parrot..ctor(System.String)");
        var refused = GetType().GetMethod(nameof(WrapAny), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
            .MakeGenericMethod(constructor.DelegateType);
        Assert.That(
            () => refused.Invoke(null, System.Reflection.BindingFlags.DoNotWrapExceptions, null, [constructor], null),
            Throws.InstanceOf<PatchException>().With.Message.Contains("an original was expected"));
        Assert.That(constructor.Layers, Is.Empty);
    }

    private static void WrapAny<TDelegate>(PatchHandle<TDelegate> handle)
        where TDelegate : Delegate
    {
        using var layer = handle.Wrap(next => next);
    }

    [Test]
    public void A_layer_that_was_taken_out_is_kept_alive_by_nobody()
    {
        var (layer, captured) = Make();
        layer.Dispose();
        Assert.That(Garbage.Goes(() => !captured.IsAlive), Is.True);
        GC.KeepAlive(layer);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        (PatchLayer Layer, WeakReference Captured) Make()
        {
            var target = new object();
            return (Add.Wrap(next => (a, b) => next(a, b) + target.GetHashCode()), new WeakReference(target));
        }
    }
}
