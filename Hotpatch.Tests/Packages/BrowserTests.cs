using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Packages;

/// <summary>
/// The program of the other conformance tests as an app of Blazor WebAssembly, published as Blazor does it by itself, in Chromium. Conformance/NotInBrowsers.cs
/// lists the checks that don't run there. Warnings are errors, those of the trimmer too.
/// </summary>
[Parallelizable(ParallelScope.Self)]
[Category("Slow")]
public sealed class BrowserTests : IDisposable
{
    private const string Blazor = """<PackageReference Include="Microsoft.AspNetCore.Components.WebAssembly" Version="10.0.12" />""";

    private const string Page =
        """
        <!DOCTYPE html>
        <html>
          <head><meta charset="utf-8" /><base href="/" /></head>
          <body><div id="app"></div><script src="_framework/blazor.webassembly.js"></script></body>
        </html>
        """;

    private readonly Consumer _consumer = Consumer.Application();

    [OneTimeTearDown]
    public void Dispose() => _consumer.Dispose();

    [Test]
    public async Task Published_program_runs()
    {
        ConformanceProgram.WriteChecks(_consumer);
        _consumer.WriteProject(
            "App", "net10.0", ConformanceProgram.References + Blazor, ConformanceProgram.Properties, "Microsoft.NET.Sdk.BlazorWebAssembly");
        _consumer.Write("App/Program.cs", ConformanceProgram.Source("Program.Browser.cs"));
        _consumer.Write("App/wwwroot/index.html", Page);
        ChildProcess.DotNet(_consumer.PathOf("App"), "publish", "--output", _consumer.PathOf("published")).Succeeded();

        await using var browser = await Browser.Start();
        Assert.That(await browser.TextOf(_consumer.PathOf("published", "wwwroot"), "output"), Is.EqualTo("passed"));
    }
}
