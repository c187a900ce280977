using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Runtime;

/// <summary>Patch, Restore, scopes and the Changed event of one handle.</summary>
public class HandleTests
{
    private readonly LoadedAssembly _fixture = LoadedAssembly.WovenFixture("Release");
    private PatchHandle<Func<int, int, int>> _add;

    [SetUp]
    public void TakeHandle() => _add = Patchable.For<Func<int, int, int>>(_fixture.Type("Calculator"), "Add");

    [TearDown]
    public void Restore() => _add.Restore();

    private int Add(int a, int b) => (int)_fixture.Call("Calculator.Add", a, b)!;

    [Test]
    public void Describes_its_method()
        => Assert.Multiple(() =>
        {
            Assert.That(_add.Name, Is.EqualTo("Fixtures.Calculator.Add(System.Int32,System.Int32)"));
            Assert.That(_add.ToString(), Is.EqualTo(_add.Name));
            Assert.That(_add.Method, Is.EqualTo(_fixture.Type("Calculator").GetMethod("Add")));
            Assert.That(_add.DelegateType, Is.EqualTo(typeof(Func<int, int, int>)));
        });

    [Test]
    public void Current_and_IsPatched_tell_what_runs()
    {
        Assert.That(_add.IsPatched, Is.False);
        Assert.That(_add.Current, Is.SameAs(_add.Original));

        Func<int, int, int> replacement = (a, b) => a * b;
        _add.Patch(replacement);
        Assert.That(_add.IsPatched, Is.True);
        Assert.That(_add.Current, Is.SameAs(replacement));
        Assert.That(((PatchHandle)_add).Current, Is.SameAs(replacement));
        Assert.That(_add.Original(2, 3), Is.EqualTo(5), "the original is out of a patch's reach");

        _add.Restore();
        Assert.That(_add.IsPatched, Is.False);
        _add.Restore();
        Assert.That(_add.IsPatched, Is.False, "restoring twice does nothing");
    }

    [Test]
    public void A_later_patch_takes_the_place_of_an_earlier_one()
    {
        _add.Patch((_, _) => 1);
        _add.Patch((_, _) => 2);
        Assert.That(Add(0, 0), Is.EqualTo(2));
        _add.Restore();
        Assert.That(Add(0, 0), Is.Zero);
    }

    [Test]
    public void A_scope_puts_back_what_was_there_before()
    {
        _add.Patch((_, _) => 1);
        using (_add.PatchScoped((_, _) => 2))
        {
            Assert.That(Add(0, 0), Is.EqualTo(2));
            using (_add.PatchScoped((_, _) => 3))
                Assert.That(Add(0, 0), Is.EqualTo(3));

            Assert.That(Add(0, 0), Is.EqualTo(2));
        }

        Assert.That(Add(0, 0), Is.EqualTo(1));
    }

    [Test]
    public void Scopes_may_end_out_of_order()
    {
        var first = _add.PatchScoped((_, _) => 1);
        var second = _add.PatchScoped((_, _) => 2);
        var third = _add.PatchScoped((_, _) => 3);

        second.Dispose();
        Assert.That(Add(0, 0), Is.EqualTo(3));
        third.Dispose();
        Assert.That(Add(0, 0), Is.EqualTo(1), "the second has gone before");
        third.Dispose();
        Assert.That(Add(0, 0), Is.EqualTo(1), "disposing twice does nothing");
        first.Dispose();
        Assert.That(_add.IsPatched, Is.False);
    }

    [Test]
    public void A_scope_leaves_a_patch_made_after_it_began()
    {
        _add.Patch((_, _) => 1);
        using (_add.PatchScoped((_, _) => 2))
            _add.Patch((_, _) => 3);

        Assert.That(Add(0, 0), Is.EqualTo(3));
        _add.Restore();
        Assert.That(_add.IsPatched, Is.False);
    }

    [Test]
    public void Restore_ends_open_scopes()
    {
        var scope = _add.PatchScoped((_, _) => 1);
        _add.Restore();
        Assert.That(Add(2, 2), Is.EqualTo(4));

        _add.Patch((_, _) => 9);
        scope.Dispose();
        Assert.That(Add(2, 2), Is.EqualTo(9), "a scope that has ended touches nothing");
        Assert.That(scope.Handle, Is.SameAs(_add));
    }

    [Test]
    public void What_a_subscriber_throws_leaves_no_scope_or_layer_that_nobody_has()
    {
        var told = 0;
        void OnChanged(object? sender, PatchChangedEventArgs change) => throw new NotSupportedException($"{++told}");

        _add.Changed += OnChanged;
        try
        {
            Assert.Multiple(() =>
            {
                Assert.That(() => _add.PatchScoped((_, _) => 1), Throws.TypeOf<NotSupportedException>().With.Message.EqualTo("1"));
                Assert.That(() => _add.Wrap(next => (_, _) => 2), Throws.TypeOf<NotSupportedException>().With.Message.EqualTo("3"));
                Assert.That((_add.IsPatched, _add.Layers.Count, Add(2, 2), told), Is.EqualTo((false, 0, 4, 4)), "subscribers hear of the end too");
            });
        }
        finally
        {
            _add.Changed -= OnChanged;
        }
    }

    [Test]
    public void Changed_is_raised_after_each_change_and_for_no_other_reason()
    {
        var seen = new List<string>();
        void OnChanged(object? sender, PatchChangedEventArgs change)
        {
            Assert.That(sender, Is.SameAs(_add));
            Assert.That(change.Handle, Is.SameAs(_add));
            Assert.That(change.ToString(), Does.StartWith(_add.Name + ": "));
            Assert.That(change.ToString().EndsWith(" -> original", StringComparison.Ordinal), Is.EqualTo(change.Current is null));
            Assert.That(change.Handle.IsPatched, Is.EqualTo(change.Current is not null), "the change has happened");
            seen.Add($"{Text(change.Previous)}>{Text(change.Current)}");
        }

        static string Text(Delegate? replacement) => replacement is null ? "-" : $"{replacement.DynamicInvoke(0, 0)}";

        _add.Changed += OnChanged;
        _add.Restore();
        Func<int, int, int> one = (_, _) => 1;
        _add.Patch(one);
        _add.Patch(one);
        using (_add.PatchScoped((_, _) => 2))
        {
        }

        _add.Restore();
        _add.Changed -= OnChanged;
        _add.Patch((_, _) => 5);

        Assert.That(seen, Is.EqualTo(new[] { "->1", "1>2", "2>1", "1>-" }));
    }

    [Test]
    public void A_replacement_may_patch_and_restore_its_own_method()
    {
        _add.Patch((a, b) =>
        {
            _add.Restore();
            return (int)_fixture.Call("Calculator.Add", a, b)! + 100;
        });
        Assert.Multiple(() =>
        {
            Assert.That(Add(1, 1), Is.EqualTo(102));
            Assert.That(Add(1, 1), Is.EqualTo(2));
        });
    }

    [Test]
    public void A_multicast_replacement_runs_all_and_answers_with_the_last()
    {
        var calls = 0;
        Func<int, int, int> first = (_, _) => ++calls;
        Func<int, int, int> second = (_, _) => 10 * ++calls;
        _add.Patch(first + second);
        Assert.That(Add(0, 0), Is.EqualTo(20));
    }
}
