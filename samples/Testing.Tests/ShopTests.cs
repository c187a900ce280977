using Hotpatch;

namespace Raffles.Tests;

/// <summary>Patches of one object among several of its class: each test has objects of its own, so it needs no flow.</summary>
public class ShopTests
{
    private static readonly PatchHandle<Func<PrizeShop, Task<string>>> Prize = PrizeShop.Patches.PrizeAsync;

    [Test]
    public async Task The_next_shop_is_asked_if_one_does_not_answer()
    {
        using var http = new HttpClient();
        var (closed, open) = (new PrizeShop(http, "closed"), new PrizeShop(http, "open"));
        using (Files.Patches.ReadLines.PatchFlow(path => ["Ann"]))
        using (Prize.PatchInstance(closed, self => throw new HttpRequestException(self.Name + " is closed")))
        using (Prize.PatchInstance(open, self => Task.FromResult("a lamp")))
            Assert.That(await new Raffle(DateTimeOffset.MinValue, closed, open).DrawAsync("tickets.txt"), Is.EqualTo("Ann wins a lamp"));
    }

    [Test]
    public async Task Nothing_is_won_if_no_shop_answers()
    {
        using var http = new HttpClient();
        var closed = new PrizeShop(http, "closed");
        using (Files.Patches.ReadLines.PatchFlow(path => ["Ann"]))
        using (Prize.PatchInstance(closed, self => Task.FromException<string>(new HttpRequestException("closed"))))
            Assert.That(await new Raffle(DateTimeOffset.MinValue, closed).DrawAsync("tickets.txt"), Is.EqualTo("Ann wins nothing"));
    }
}
