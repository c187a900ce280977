using Hotpatch;

[assembly: Parallelizable(ParallelScope.All)]

namespace Raffles.Tests;

/// <summary>Each test has a clock, a disk, dice and shops of its own, while the others run.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class RaffleTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly HttpClient Http = new();

    private PatchSet _seams = null!;

    // Not async: a flow that an async method begins ends with that method.
    [SetUp]
    public void Patch()
    {
        _seams = new PatchSet()
            .AddFlow(Clock.Patches.Now, () => Noon)
            .AddFlow(Files.Patches.ReadLines, path => ["Ann", "Bob", "Cid"])
            .AddFlow(Dice.Patches.Roll, sides => 0)
            .AddFlow(PrizeShop.Patches.PrizeAsync, self => Task.FromResult("a book"));
        _seams.Apply();
    }

    [TearDown]
    public void Restore() => _seams.Dispose();

    [Test]
    public async Task A_winner_gets_a_prize()
        => Assert.That(await Raffle("books").DrawAsync("tickets.txt"), Is.EqualTo("Ann wins a book"));

    [Test]
    public void No_winner_is_drawn_before_the_end()
    {
        using (Clock.Patches.Now.PatchFlow(() => Noon.AddSeconds(-1)))
            Assert.That(() => Raffle("books").DrawAsync("tickets.txt"), Throws.InvalidOperationException);
    }

    [Test]
    public async Task Everybody_can_win([Values(0, 1, 2)] int rolled)
    {
        using (Dice.Patches.Roll.PatchFlow(sides => rolled))
            Assert.That(await Raffle("books").DrawAsync("tickets.txt"), Does.StartWith(new[] { "Ann", "Bob", "Cid" }[rolled]));
    }

    [Test]
    public async Task Each_ticket_is_a_side_of_the_dice()
    {
        var sides = new List<int>();
        using (Dice.Patches.Roll.WrapFlow(next => count =>
        {
            sides.Add(count);
            return next(count);
        }))
        {
            await Raffle("books").DrawAsync("tickets.txt");
        }

        Assert.That(sides, Is.EqualTo(new[] { 3 }));
    }

    [Test]
    public async Task The_tickets_are_read_from_the_file()
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, "Eve");

            // A flow patch can call the original, which other tests call meanwhile too.
            using (Files.Patches.ReadLines.PatchFlow(Files.Patches.ReadLines.Original))
                Assert.That(await Raffle("books").DrawAsync(path), Does.StartWith("Eve"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Raffle Raffle(params string[] shops) => new(Noon, [.. shops.Select(name => new PrizeShop(Http, name))]);
}
