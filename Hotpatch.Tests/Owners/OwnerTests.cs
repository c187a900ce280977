using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Owners;

/// <summary>Patches with an owner: their order among each other, and their removal.</summary>
public class OwnerTests(string configuration) : WovenFixtureTests(configuration)
{
    private PatchHandle<Func<int, int, int>> Add => (PatchHandle<Func<int, int, int>>)Fixture.Handle("Calculator.Add");

    private PatchHandle<Func<int, int, int>> Subtract => (PatchHandle<Func<int, int, int>>)Fixture.Handle("Gated.Subtract");

    [Test]
    public void Layers_lie_before_and_after_the_owners_that_they_name()
    {
        var log = new List<string>();
        Lay("a");
        Lay("b", priority: 5);
        Lay("c", before: ["b"]);
        Lay("d", after: ["a"], priority: 9);
        Lay("e");
        Assert.That(Run(), Is.EqualTo("c b e a d"), "c and d move, and not those whom they name; by priority and age alone: d b e c a");
        Add.Layers.Single(layer => layer.Owner == "a").Dispose();
        Assert.That(Run(), Is.EqualTo("d c b e"), "nobody is left whom d names");
        Lay("a", before: ["c"]);
        Assert.That(Run(), Is.EqualTo("a d c b e"));
        Add.Restore();

        string Run()
        {
            log.Clear();
            Assert.That(Add.Current(1, 2), Is.EqualTo(3));
            return string.Join(' ', log);
        }

        void Lay(string owner, int? priority = null, string[]? before = null, string[]? after = null)
            => Add.Wrap(
                next => (a, b) =>
                {
                    log.Add(owner);
                    return next(a, b);
                },
                new PatchOptions { Owner = owner, Priority = priority, Before = before ?? [], After = after ?? [] });
    }

    [Test]
    public void Replacements_have_an_order_too()
    {
        using var top = Add.PatchScoped((a, b) => 1, new PatchOptions { Owner = "one" });
        using var below = Add.PatchScoped((a, b) => 2, new PatchOptions { Owner = "two", After = ["one"] });
        Assert.That((Add.Current(1, 2), top.Owner), Is.EqualTo((1, "one")));
        top.Dispose();
        Assert.That(Add.Current(1, 2), Is.EqualTo(2));
        Add.Patch((a, b) => 3, new PatchOptions { Owner = "three" });
        Assert.That(Add.Current(1, 2), Is.EqualTo(3));
        Add.Patch((a, b) => 4);
        below.Dispose();
        Assert.That((Add.Current(1, 2), Add.State.Replacements.Count), Is.EqualTo((4, 1)));
        Add.Restore();
    }

    [Test]
    public void A_cycle_is_refused_and_named()
    {
        using var one = Add.Wrap(next => next, new PatchOptions { Owner = "one", Before = ["two"] });
        using var two = Add.Wrap(next => next, new PatchOptions { Owner = "two", Before = ["three"] });
        var before = Add.State;
        var refused = Assert.Throws<PatchException>(() => Add.Wrap(next => next, new PatchOptions { Owner = "three", Before = ["one"] }))!;
        Assert.That(refused.Message, Does.Contain("two before three before one before two").Or.Contain("one before two before three before one").Or.Contain("three before one before two before three"));
        Assert.That(Add.State, Is.SameAs(before));
        using var self = Add.Wrap(next => next, new PatchOptions { Owner = "four", Before = ["four"] });
        using var again = Add.Wrap(next => next, new PatchOptions { Owner = "four", Before = ["four"] });
        Assert.That(Add.Layers, Has.Count.EqualTo(4), "an owner has no order with itself");
    }

    [Test]
    public void RemoveOwner_removes_all_of_the_owner_and_nothing_else()
    {
        var service = Fixture.New("PriceService");
        var quote = Fixture.Handle("PriceService.Quote");
        var others = Lay("other");
        var mine = Lay("mine");
        Assert.That(Patchable.RemoveOwner("mine"), Is.EqualTo(8), "two of them are the set's");
        Assert.That(Patchable.RemoveOwner("mine"), Is.Zero);
        Assert.That(Add.State.Entries.Concat(Subtract.State.Entries).Select(entry => entry.Owner).OfType<string>().Distinct(), Is.EqualTo(new[] { "other" }));
        Assert.That((Add.Flow.Patches.Single().Owner, quote.State.InstancePatches.Single().Patch.Owner), Is.EqualTo(("other", "other")));
        foreach (var patch in mine.Concat(others))
            patch.Dispose();

        Assert.That((Add.State.Running, Subtract.State.Running, quote.State.Running), Is.EqualTo(((Delegate?)null, (Delegate?)null, (Delegate?)null)));
        Assert.That(() => Patchable.RemoveOwner(null!), Throws.ArgumentNullException);

        IDisposable[] Lay(string owner)
        {
            var set = new PatchSet(owner).Add(Subtract, (a, b) => 1).Wrap(Subtract, next => next);
            set.Apply();
            return
            [
                Add.Wrap(next => next, new PatchOptions { Owner = owner }),
                Add.PatchScoped((a, b) => 2, new PatchOptions { Owner = owner }),
                Add.PatchWhen((a, b) => a > 1, (a, b) => 3, new PatchOptions { Owner = owner }),
                Add.Canary(0.5, (a, b) => 4, new PatchOptions { Owner = owner }),
                Add.PatchFlow((a, b) => 5, owner),
                quote.PatchInstance(service, new Func<object, int, decimal>((self, quantity) => 6m), new PatchOptions { Owner = owner }),
                set,
            ];
        }
    }

    [Test]
    public void Names_are_compared_ordinally()
    {
        using var layer = Add.Wrap(next => next, new PatchOptions { Owner = "Mine" });
        Assert.That((Patchable.RemoveOwner("mine"), Add.Layers.Count), Is.EqualTo((0, 1)));
    }

    [Test]
    public void Options_are_required()
        => Assert.Multiple(() =>
        {
            Assert.That(() => Add.Wrap(next => next, null!), Throws.ArgumentNullException);
            Assert.That(() => Add.Patch((a, b) => 1, null!), Throws.ArgumentNullException);
            Assert.That(() => Add.PatchScoped((a, b) => 1, null!), Throws.ArgumentNullException);
        });
}
