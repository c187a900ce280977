using Hotpatch;

namespace Raffles;

/// <summary>A shop that gives prizes, asked by HTTP.</summary>
public sealed class PrizeShop(HttpClient http, string name)
{
    public string Name { get; } = name;

    [Patchable]
    public Task<string> PrizeAsync() => http.GetStringAsync(new Uri($"https://{Name}.example/prize"));
}
