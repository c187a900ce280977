namespace Raffles;

/// <summary>Draws a winner. Takes no interface, and no object that is only there for tests.</summary>
public sealed class Raffle(DateTimeOffset closesAt, params PrizeShop[] shops)
{
    public async Task<string> DrawAsync(string tickets)
    {
        if (Clock.Now() < closesAt)
            throw new InvalidOperationException("The raffle is still open.");

        var names = Files.ReadLines(tickets);
        var winner = names[Dice.Roll(names.Length)];
        return $"{winner} wins {await PrizeAsync().ConfigureAwait(false)}";
    }

    /// <summary>Asks one shop after the other, until one answers.</summary>
    private async Task<string> PrizeAsync()
    {
        foreach (var shop in shops)
        {
            try
            {
                return await shop.PrizeAsync().ConfigureAwait(false);
            }
            catch (HttpRequestException)
            {
                // The next one.
            }
        }

        return "nothing";
    }
}
