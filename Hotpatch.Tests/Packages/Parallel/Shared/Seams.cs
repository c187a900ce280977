using Hotpatch;
using Shop;

/// <summary>The clock, the client and the files of one test.</summary>
internal sealed class Seams : IDisposable
{
    private readonly FlowPatch[] _patches;

    private Seams(int value)
        => _patches =
        [
            Clock.Patches.Now.PatchFlow(() => new DateTime(value)),
            PriceClient.Patches.GetAsync.PatchFlow(async (self, path) =>
            {
                await Task.Yield();
                return $"price {value}";
            }),
            Files.Patches.Read.PatchFlow(path => $"template {value}"),
        ];

    /// <summary>Patches all three methods in the flow of the caller.</summary>
    public static Seams Begin(int value) => new(value);

    /// <summary>Calls the methods again and again, on several threads. Throws if one gives another value than that of the test.</summary>
    public static async Task AreThoseOf(int value)
    {
        using var http = new HttpClient();
        var quotation = new Quotation(new PriceClient(http));
        for (var round = 0; round < 20; round++)
        {
            Require(await quotation.WriteAsync("tea"), value);
            Require(await Task.Run(() => quotation.WriteAsync("tea")), value);
            await Task.Delay(round % 3);
        }
    }

    /// <summary>Requires that the patches of a test have ended.</summary>
    public static void AreNotThoseOf(int value)
    {
        if (Clock.Now().Ticks == value)
            throw new InvalidOperationException($"another time than {value} was expected");
    }

    public void Dispose()
    {
        foreach (var patch in _patches)
            patch.Dispose();
    }

    private static void Require(string text, int value)
    {
        var expected = $"template {value} price {value} {value}";
        if (text != expected)
            throw new InvalidOperationException($"'{expected}' was expected, '{text}' was found");
    }
}
