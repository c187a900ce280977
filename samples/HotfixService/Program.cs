using Shop;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton<PriceService>();

// Not each request.
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
var app = builder.Build();

// Before the first request, so that the service starts with its fixes.
await using var fixes = HotfixFolder.Watch(app.Configuration.GetSection("Hotfixes"), app.Logger);

app.MapGet("/quote/{quantity:int}", (int quantity, PriceService prices) => prices.Quote(quantity));
app.MapGet("/order/{quantity:int}", (int quantity, PriceService prices) => prices.OrderAsync(quantity));
app.MapGet("/patches", fixes.Describe);

await app.RunAsync();
