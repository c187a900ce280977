using Hotpatch;
using Shop;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton<PriceService>();

// The libraries of the folder that the configuration names are applied before the first request.
builder.Services.AddHotpatch();
builder.Services.AddHealthChecks().AddHotpatch();

// Not each request.
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
var app = builder.Build();

app.MapGet("/quote/{quantity:int}", (int quantity, PriceService prices) => prices.Quote(quantity));
app.MapGet("/order/{quantity:int}", (int quantity, PriceService prices) => prices.OrderAsync(quantity));
app.MapHealthChecks("/health");

// The libraries that are applied, and the files that are refused.
app.MapGet("/patches", (HotpatchStatus hotpatch) => new
{
    Libraries = hotpatch.Libraries.Select(library => new
    {
        library.Name,
        Version = library.Version?.ToString(),
        Patches = library.Applied.Select(patch => new { patch.Target, patch.Method, patch.IsLayer, patch.Owner }),
    }),
    hotpatch.Refused,
});

await app.RunAsync();
