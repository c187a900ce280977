using Hotpatch;

namespace Shop;

public static class Clock
{
    [Patchable]
    public static DateTime Now() => DateTime.UtcNow;
}

public static class Files
{
    [Patchable]
    public static string Read(string path) => File.ReadAllText(path);
}

public sealed class PriceClient(HttpClient http)
{
    [Patchable]
    public Task<string> GetAsync(string path) => http.GetStringAsync(new Uri(path, UriKind.Relative));
}

/// <summary>Depends on the clock, the network and the disk, without an interface.</summary>
public sealed class Quotation(PriceClient client)
{
    public async Task<string> WriteAsync(string product)
    {
        var price = await client.GetAsync("prices/" + product).ConfigureAwait(false);
        return $"{Files.Read("template.txt")} {price} {Clock.Now().Ticks}";
    }
}
