using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Packages;

/// <summary>A program with a patch and a layer of its own behind flags of Microsoft.FeatureManagement, published with NativeAOT.</summary>
[Parallelizable(ParallelScope.Self)]
[Category("Slow")]
public sealed class FeatureConsumerTests : IDisposable
{
    private const string Program =
        """
        using Hotpatch;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;
        using Microsoft.Extensions.Logging;
        using Microsoft.FeatureManagement;

        var builder = Host.CreateApplicationBuilder(args);
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["feature_management:feature_flags:0:id"] = "NewPricing",
            ["feature_management:feature_flags:0:enabled"] = "true",
            ["feature_management:feature_flags:1:id"] = "Half",
            ["feature_management:feature_flags:1:enabled"] = "true",
            ["feature_management:feature_flags:1:conditions:client_filters:0:name"] = "Microsoft.Percentage",
            ["feature_management:feature_flags:1:conditions:client_filters:0:parameters:Value"] = "50",
        });
        builder.Services.AddFeatureManagement();
        builder.Services.AddHotpatch().AddHotpatchFeatureManagement().AddFeaturePatches(typeof(NewPricing)).AddFeaturePatches(typeof(Halves));

        // Keeps the code that routes calls.
        _ = (PriceService.Patches.Quote, PriceService.Patches.Twice);
        using var host = builder.Build();
        await host.StartAsync();
        Console.WriteLine(new PriceService().Quote(10));
        Console.WriteLine(Enumerable.Range(0, 1000).Count(i => PriceService.Twice(1) == 100) is > 350 and < 650);
        await host.StopAsync();
        Console.WriteLine(new PriceService().Quote(10));

        [Patch(typeof(PriceService), Feature = "NewPricing")]
        public static class NewPricing
        {
            public static int Quote(PriceService self, int quantity) => quantity * 2;
        }

        [Patch(typeof(PriceService), Feature = "Half")]
        public static class Halves
        {
            public static int Twice(Func<int, int> next, int a) => next(a) * 50;
        }

        public class PriceService
        {
            [Patchable] public int Quote(int quantity) => quantity * 3;

            [Patchable] public static int Twice(int a) => a * 2;
        }
        """;

    private readonly Consumer _consumer = new();

    public FeatureConsumerTests()
    {
        // Microsoft.FeatureManagement is not made for trimming, and has warnings of its own.
        _consumer.WriteApplication(
            Consumer.ApplicationReferences
            + $"""<PackageReference Include="Hotpatch.FeatureManagement" Version="{PackageFeed.Version}" /><PackageReference Include="Microsoft.Extensions.Hosting" Version="10.0.0" />""",
            "<Nullable>enable</Nullable><TreatWarningsAsErrors>false</TreatWarningsAsErrors><TrimmerSingleWarn>false</TrimmerSingleWarn>");
        _consumer.Write("App/Program.cs", Program);
    }

    [OneTimeTearDown]
    public void Dispose() => _consumer.Dispose();

    // With NativeAOT, which trims too, and leaves out the JIT besides.
    [Test]
    public void Published_program_runs()
    {
        var folder = _consumer.PathOf("published");
        var published = ChildProcess.DotNet(_consumer.PathOf("App"), ["publish", "--output", folder, "--use-current-runtime", "-p:PublishAot=true"]).Succeeded();
        Assert.That(Consumer.Lines(published).Where(line => line.Contains("warning", StringComparison.Ordinal) && !line.Contains(": Microsoft.FeatureManagement.", StringComparison.Ordinal)), Is.Empty);
        var output = ChildProcess.Run(Path.Combine(folder, OperatingSystem.IsWindows() ? "App.exe" : "App"), folder).Succeeded();
        Assert.That(Consumer.Lines(output), Is.EqualTo(new[] { "20", "True", "30" }));
    }
}
