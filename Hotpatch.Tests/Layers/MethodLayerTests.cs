using System.Reflection;
using Hotpatch.Handles;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Layers;

/// <summary>Layers that are methods, as patch libraries have them; and places by rank.</summary>
public class MethodLayerTests(string configuration) : WovenFixtureTests(configuration)
{
    private delegate int Binary(int first, int second);

    private PatchHandle<Func<int, int, int>> Add => (PatchHandle<Func<int, int, int>>)Fixture.Handle("Calculator.Add");

    [TestCase(nameof(OverFunc))]
    [TestCase(nameof(OverOther))]
    public void A_method_is_laid_over_what_is_below(string method)
    {
        var layer = Layer(method, priority: 3);
        Make(StackEdit.Begin(layer));
        Assert.That(Fixture.Call("Calculator.Add", 1, 2), Is.EqualTo(30));
        Add.Patch((_, _) => 5);
        Assert.That(Fixture.Call("Calculator.Add", 1, 2), Is.EqualTo(50));
        Assert.That((Add.Layers[0].Priority, Add.Layers[0].Owner, layer.IsForeign), Is.EqualTo((3, "owner", false)));
        using (Add.Wrap(next => (a, b) => next(a, b) + 1))
            Assert.That(Fixture.Call("Calculator.Add", 1, 2), Is.EqualTo(60), "beneath, by its priority");

        Make(StackEdit.End(layer));
        Assert.That(Fixture.Call("Calculator.Add", 1, 2), Is.EqualTo(5));
    }

    [TestCase(nameof(Plain), "a first parameter of type Func<int, int, int>")]
    [TestCase(nameof(OverWrong), "but Func<string, int> was found")]
    [TestCase(nameof(OverFuncWrongly), "after the first parameter, the signature of")]
    [TestCase(nameof(OverAny), "a first parameter of type")]
    [TestCase(nameof(Open), "open type parameters")]
    public void A_method_that_cannot_be_one_is_refused(string method, string expected)
    {
        Assert.That(MethodLayer.TryCreate(Add, Method(method), 0, null, null, out var problem), Is.Null);
        Assert.That(problem, Does.Contain(expected));
    }

    [Test]
    public void A_method_without_an_original_takes_none()
    {
        var constructor = Patchable.In(Fixture.Assembly).First(handle => !handle.HasOriginal);
        Assert.That(MethodLayer.TryCreate(constructor, Method(nameof(OverFunc)), 0, null, null, out var problem), Is.Null);
        Assert.That(problem, Does.Contain("original"));
    }

    [Test]
    public void One_that_comes_for_another_of_its_rank_takes_its_place()
    {
        var (first, second, updated) = (Ranked(1), Ranked(2), Ranked(3));
        Make(StackEdit.Begin(first));
        Make(StackEdit.Begin(second));
        Make(StackEdit.Exchange([(first, updated)]));
        Assert.That(Stack(), Is.EqualTo(new[] { 2, 3 }));

        // Of another rank, it has its own place.
        var higher = Ranked(4, priority: 1);
        Make(StackEdit.Exchange([(updated, higher)]));
        Assert.That(Stack(), Is.EqualTo(new[] { 4, 2 }));

        // Where the other is no longer there too.
        Make(StackEdit.Exchange([(first, Ranked(5))]));
        Assert.That(Stack(), Is.EqualTo(new[] { 4, 5, 2 }));
    }

    [Test]
    public void Entries_lie_in_order_whatever_came_first_and_patches_on_top()
    {
        Make(StackEdit.Begin(Ranked(1, order: "b")));
        Make(StackEdit.Begin(Ranked(2, order: "c")));
        Make(StackEdit.Begin(Ranked(3, order: "a")));
        Assert.That(Stack(), Is.EqualTo(new[] { 2, 1, 3 }));
        Add.Patch((_, _) => 4);
        Make(StackEdit.Begin(Ranked(5, order: "b")));
        Assert.That(Stack(), Is.EqualTo(new[] { 4, 2, 5, 1, 3 }));
        Make(StackEdit.Begin(Ranked(6, priority: -1)));
        Assert.That(Stack(), Is.EqualTo(new[] { 4, 2, 5, 1, 3, 6 }));
        Make(StackEdit.Begin(Ranked(7, priority: 1)));
        Assert.That(Stack(), Is.EqualTo(new[] { 7, 4, 2, 5, 1, 3, 6 }));
    }

    [Test]
    public void A_handle_that_is_in_a_set_twice_changes_once()
    {
        var generic = Patchable.GenericIn(Fixture.Assembly).First(candidate => candidate.Name.Contains("Box`1.NameOf", StringComparison.Ordinal));
        var handle = generic.For<Func<string>>(typeof(int));
        var calls = 0;
        using var layer = handle.Wrap(next =>
        {
            calls++;
            return () => next() + "!";
        });
        var factory = new FactoryEntry((_, _) => new Replacement((Func<string>)(() => "all")));
        var own = new Replacement((Func<string>)(() => "own"), priority: 1);
        var set = new Hotpatch.Sets.SetChange([new GenericChange(generic, null, factory), new HandleChange(handle, StackEdit.Begin(own))]);
        ChangeRun.Run(set, new Hotpatch.Gates.Patience(TimeSpan.FromSeconds(60), CancellationToken.None));
        Assert.That((handle.Current(), calls), Is.EqualTo(("own!", 3)));
        Assert.That(generic.For<Func<string>>(typeof(long)).Current(), Is.EqualTo("all"));

        set = new Hotpatch.Sets.SetChange([new GenericChange(generic, factory, null), new HandleChange(handle, StackEdit.End(own))]);
        ChangeRun.Run(set, new Hotpatch.Gates.Patience(TimeSpan.FromSeconds(60), CancellationToken.None));
        Assert.That(handle.Current(), Is.EqualTo("Int32!"));
        Assert.That(generic.IsPatched, Is.False);
    }

    private static int Plain(int a, int b) => a + b;

    private static int OverFunc(Func<int, int, int> next, int a, int b) => next(a, b) * 10;

    private static int OverOther(Binary next, int a, int b) => next(a, b) * 10;

    private static int OverWrong(Func<string, int> next, int a, int b) => next("") + a + b;

    private static int OverFuncWrongly(Func<int, int, int> next, int a, string b) => next(a, b.Length);

    private static int OverAny(Delegate next, int a, int b) => next.GetHashCode() + a + b;

    private static int Open<T>(Func<int, int, int> next, int a, int b) => next(a, b) + typeof(T).GetHashCode();

    private static MethodInfo Method(string name) => typeof(MethodLayerTests).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!;

    private static Replacement Ranked(int answer, int priority = 0, string? order = null) => new((Func<int, int, int>)((_, _) => answer), priority, order);

    private MethodLayer Layer(string method, int priority)
    {
        var layer = MethodLayer.TryCreate(Add, Method(method), priority, null, "owner", out var problem);
        Assert.That((layer is null, problem), Is.EqualTo((false, (string?)null)));
        return layer!;
    }

    private int[] Stack() => [.. Add.State.Replacements.Select(replacement => ((Func<int, int, int>)replacement.Delegate)(0, 0))];

    private void Make(StackEdit edit) => ChangeRun.Force(new HandleChange(Add, edit));
}
