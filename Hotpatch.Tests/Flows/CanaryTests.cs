using Hotpatch.Routers;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Flows;

/// <summary>Replacements for a share of the calls.</summary>
public class CanaryTests(string configuration) : WovenFixtureTests(configuration)
{
    private const int Keys = 100_000;

    private PatchHandle<Func<int, int, int>> Add => (PatchHandle<Func<int, int, int>>)Fixture.Handle("Calculator.Add");

    [Test]
    public void The_share_is_what_it_says()
    {
        using var canary = Add.Canary(0.1, (a, b) => -1);
        foreach (var share in new[] { 0.1, 0.5, 0.9 })
        {
            canary.Share = share;
            Assert.That(canary.Share, Is.EqualTo(share).Within(1e-9));

            // Five standard deviations: wrong once in 1.7 million runs.
            Assert.That(Replaced(), Is.EqualTo(Keys * share).Within(5 * Math.Sqrt(Keys * share * (1 - share))));
        }

        canary.Share = 0;
        Assert.That(Replaced(), Is.Zero);
        canary.Share = 1;
        Assert.That(Replaced(), Is.EqualTo(Keys));
    }

    [Test]
    public void A_key_changes_sides_only_with_the_share_and_in_one_direction()
    {
        using var canary = Add.Canary(0.1, (a, b) => -1, (a, b) => a);
        var before = Sides();
        Assert.That(Sides(), Is.EqualTo(before), "the same key, the same side");
        Assert.That(before.Count(side => side), Is.EqualTo(Keys * 0.1).Within(5 * Math.Sqrt(Keys * 0.09)));
        foreach (var share in new[] { 0.2, 0.7, 1 })
        {
            canary.Share = share;
            var after = Sides();
            Assert.That(before.Zip(after, (was, @is) => was && !@is), Has.None.True, "a greater share takes no key away");
            before = after;
        }

        canary.Share = 0.3;
        Assert.That(Sides().Count(side => side), Is.EqualTo(Keys * 0.3).Within(5 * Math.Sqrt(Keys * 0.21)));
    }

    [Test]
    public void Keys_of_one_owner_are_on_the_same_side_of_several_canaries()
    {
        var subtract = (PatchHandle<Func<int, int, int>>)Fixture.Handle("Gated.Subtract");
        using var one = Add.Canary(0.5, (a, b) => -1, (a, b) => a, new PatchOptions { Owner = "fix" });
        using var two = subtract.Canary(0.5, (a, b) => int.MinValue, (a, b) => a, new PatchOptions { Owner = "fix" });
        Assert.That(Enumerable.Range(0, 1000).Select(key => Add.Current(key, 1) == -1), Is.EqualTo(Enumerable.Range(0, 1000).Select(key => subtract.Current(key, 1) == int.MinValue)));
        two.Dispose();
        using var other = subtract.Canary(0.5, (a, b) => int.MinValue, (a, b) => a, new PatchOptions { Owner = "another fix" });
        var same = Enumerable.Range(0, 1000).Count(key => (Add.Current(key, 1) == -1) == (subtract.Current(key, 1) == int.MinValue));
        Assert.That(same, Is.InRange(400, 600));
    }

    // Chi-square of 100 cells over 100,000 keys: 99 degrees of freedom, exceeded once in a million by 172. The keys are fixed: no test by chance.
    [TestCase("numbers")]
    [TestCase("texts")]
    [TestCase("guids")]
    [TestCase("even numbers")]
    public void Hashes_of_keys_are_spread_evenly(string kind)
    {
        var cells = new int[100];
        for (var i = 0; i < Keys; i++)
        {
            var hash = kind switch
            {
                "numbers" => KeyHash.Of(i, 0),
                "texts" => KeyHash.Of("customer-" + i, 0),
                "guids" => KeyHash.Of(new Guid(i, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), 0),
                _ => KeyHash.Of(i * 1024L, 0),
            };
            cells[(int)((ulong)hash * 100 >> 32)]++;
        }

        const double Expected = Keys / 100.0;
        Assert.That(cells.Sum(cell => (cell - Expected) * (cell - Expected) / Expected), Is.LessThan(172));
    }

    [Test]
    public void Hashes_are_the_same_in_each_process()
        => Assert.That(
            new[] { KeyHash.Of("customer", 0), KeyHash.Of(42, 0), KeyHash.Of(Guid.Empty, 7), KeyHash.Of((string?)null, 0) },
            Is.EqualTo(new[] { 2125243314u, 3184996902u, 847597133u, 3793791033u }));

    [Test]
    public void Promote_makes_it_hold_for_all_and_Withdraw_for_none()
    {
        var canary = Add.Canary(0, (a, b) => -1, new PatchOptions { Owner = "tests" });
        Assert.That((canary.Handle, canary.Owner, canary.IsPromoted, Replaced()), Is.EqualTo(((PatchHandle)Add, "tests", false, 0)));
        canary.Promote();
        canary.Promote();
        Assert.That((canary.IsPromoted, Replaced()), Is.EqualTo((true, Keys)));
        canary.Dispose();
        Assert.That(Replaced(), Is.EqualTo(Keys), "a promoted replacement stays");
        canary.Withdraw();
        Assert.That((Replaced(), Add.State.Running, canary.IsPromoted), Is.EqualTo((0, (Delegate?)null, false)));
        canary.Promote();
        Assert.That(Add.State.Running, Is.Null, "nothing is left to promote");

        Add.Canary(1, (a, b) => -1).Dispose();
        Assert.That(Add.State.Running, Is.Null);
    }

    [Test]
    public void If_a_subscriber_throws_at_Promote_the_canary_can_be_withdrawn()
    {
        var canary = Add.Canary(0.5, (a, b) => -1);
        Add.Changed += Throw;
        Assert.That(canary.Promote, Throws.InstanceOf<FormatException>());
        Add.Changed -= Throw;
        Assert.That((Replaced(), canary.IsPromoted), Is.EqualTo((Keys, true)), "the change stays");
        canary.Withdraw();
        Assert.That((Replaced(), Add.State.Running), Is.EqualTo((0, (Delegate?)null)));

        static void Throw(object? sender, PatchChangedEventArgs change) => throw new FormatException();
    }

    [Test]
    [Category("Slow")]
    public void Whatever_races_nothing_is_left_that_cannot_be_withdrawn([Values("Promote", "RollbackOnFault", "Fire")] string what)
    {
        for (var round = 0; round < 400; round++)
        {
            using var go = new Barrier(2);
            var canary = Add.Canary(1, (a, b) => throw new InvalidOperationException());
            if (what == "Fire")
                canary.RollbackOnFault(1, Timeout.InfiniteTimeSpan, answerWithOriginal: true);

            var other = Task.Run(() =>
            {
                go.SignalAndWait();
                if (what == "Fire")
                    _ = Add.Current(1, 2);
                else
                    canary.Withdraw();
            });
            go.SignalAndWait();
            try
            {
                if (what == "RollbackOnFault")
                    canary.RollbackOnFault(1, Timeout.InfiniteTimeSpan);
                else
                    canary.Promote();
            }
            catch (PatchException exception) when (exception.Message.Contains("was removed", StringComparison.Ordinal))
            {
                // The other one was faster.
            }

            other.Wait();
            canary.Withdraw();
            Assert.That(Add.State.Running, Is.Null, $"round {round}");
        }
    }

    [Test]
    public void Shares_that_are_none_are_refused([Values(-0.1, 1.1, double.NaN, double.PositiveInfinity)] double share)
    {
        Assert.That(() => Add.Canary(share, (a, b) => 0), Throws.TypeOf<ArgumentOutOfRangeException>());
        using var canary = Add.Canary(0.5, (a, b) => 0);
        Assert.That(() => canary.Share = share, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(canary.Share, Is.EqualTo(0.5));
    }

    [Test]
    public void What_a_key_selector_throws_names_the_canary()
    {
        using var canary = Add.Canary(0.5, (a, b) => 0, (a, b) => a / b, new PatchOptions { Owner = "fix" });
        Assert.That(() => Add.Current(1, 0), Throws.TypeOf<PatchException>().With.Message.Contains("fix").And.InnerException.TypeOf<DivideByZeroException>());
        Assert.That(() => Add.Canary(0.5, (a, b) => 0, (Func<int, int, string>)null!), Throws.TypeOf<InvalidReplacementException>());
    }

    private int Replaced()
    {
        var (current, replaced) = (Add.Current, 0);
        for (var i = 0; i < Keys; i++)
            replaced += current(i, 0) == -1 ? 1 : 0;

        return replaced;
    }

    private bool[] Sides()
    {
        var current = Add.Current;
        return [.. Enumerable.Range(0, Keys).Select(key => current(key, 0) == -1)];
    }
}
