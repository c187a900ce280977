using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Hotpatch.Tests.Support;

/// <summary>Chromium, as it is installed on the machine, without a window.</summary>
internal sealed class Browser : IAsyncDisposable
{
    // Nobody listens there: each request is answered from a folder. Chromium takes the name for a secure origin, which the check of a file's hash needs.
    private const string Site = "http://localhost/";

    // Far beyond what a page takes here; one that never shows its result must not hang the tests.
    private const float Limit = 300_000;

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "chrome"];

    // Without the sandbox, which root can't have, and without all that asks for something on the network.
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync",
    ];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Browser(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        _browser = browser;
    }

    public static async Task<Browser> Start()
    {
        var program = Find();
        var playwright = await Playwright.CreateAsync();
        return new Browser(playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = Arguments }));
    }

    /// <summary>Opens index.html of a folder, and waits until an element is there.</summary>
    /// <returns>The element's text.</returns>
    public async Task<string> TextOf(string folder, string selector)
    {
        var log = new ConcurrentQueue<string>();
        var page = await _browser.NewPageAsync();
        page.Console += (_, message) => log.Enqueue(message.Text);
        page.PageError += (_, error) => log.Enqueue(error);
        await page.RouteAsync("**", route => Answer(route, folder));
        await page.GotoAsync(Site);
        try
        {
            return await page.Locator(selector).InnerTextAsync(new() { Timeout = Limit });
        }
        catch (PlaywrightException exception)
        {
            throw new AssertionException($"The page never showed <{selector}>:{Environment.NewLine}{string.Join(Environment.NewLine, log)}", exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    private static Task Answer(IRoute route, string folder)
    {
        var name = Uri.UnescapeDataString(new Uri(route.Request.Url).AbsolutePath).TrimStart('/');
        var file = Path.Combine(folder, name.Length == 0 ? "index.html" : name);
        return route.FulfillAsync(File.Exists(file) ? new() { Path = file, ContentType = TypeOf(file) } : new() { Status = 404 });
    }

    // Chromium compiles a module while it loads only if it has its own type.
    private static string TypeOf(string file)
        => Path.GetExtension(file) switch
        {
            ".html" => "text/html",
            ".js" => "text/javascript",
            ".json" => "application/json",
            ".wasm" => "application/wasm",
            _ => "application/octet-stream",
        };

    private static string Find()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var extension = OperatingSystem.IsWindows() ? ".exe" : "";
        return Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name + extension))).FirstOrDefault(File.Exists)
            ?? throw new AssertionException(
                $"Can't open a page: one of {string.Join(", ", Names)} was expected on the PATH, but none was found. On Debian: apt-get install chromium");
    }
}
