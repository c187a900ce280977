using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Packages;

/// <summary>A patch library's project beside the application that it patches, as the tutorial of the hot fix has it: without the weaver, and told what does not fit.</summary>
[Parallelizable(ParallelScope.Self)]
[Category("Slow")]
public class PatchLibraryConsumerTests
{
    [Test]
    public void A_signature_that_does_not_fit_is_an_error()
    {
        using var consumer = Consumer.Application();
        consumer.WriteProject(
            "Fix",
            "net10.0",
            $"""
            <PackageReference Include="Hotpatch.Runtime" Version="{PackageFeed.Version}" ExcludeAssets="runtime" />
            <ProjectReference Include="../App/App.csproj" Private="false" />
            """,
            "<EnableDynamicLoading>true</EnableDynamicLoading>");
        consumer.Write("Fix/Fix.cs", Fix("long quantity"));

        var output = ChildProcess.DotNet(consumer.PathOf("Fix"), "build").Failed();
        Assert.That(output, Does.Match(
            @"Fix\.cs\(6,\d+\): error HP0040: Shop\.PriceService\.Quote\(System\.Int32\): int Quote\(PriceService self, int quantity\) was expected, but int Quote\(PriceService self, long quantity\) was found"));

        consumer.Write("Fix/Fix.cs", Fix("int quantity"));
        Assert.That(ChildProcess.DotNet(consumer.PathOf("Fix"), "build").Succeeded(), Does.Contain("0 Warning(s)"));
        Assert.That(
            Directory.GetFiles(consumer.PathOf("Fix", "bin", "Debug", "net10.0"), "*.dll").Select(Path.GetFileName), Is.EqualTo(new[] { "Fix.dll" }), "The rest is the application's.");
    }

    [Test]
    public void Private_targets_are_seen_in_the_assembly_itself()
    {
        using var consumer = Consumer.Application();
        consumer.Write("App/Hidden.cs", "namespace Shop { static class Hidden { [Hotpatch.Patchable] static int Secret(int value) => value; } }");
        consumer.WriteProject(
            "Fix", "net10.0", """<ProjectReference Include="../App/App.csproj" />""", "<CompileUsingReferenceAssemblies>false</CompileUsingReferenceAssemblies>");
        consumer.Write("Fix/Fix.cs", """[Hotpatch.Patch("Shop.Hidden")] public static class Fix { public static int Secret(string value) => 1; }""");

        Assert.That(
            ChildProcess.DotNet(consumer.PathOf("Fix"), "build").Failed(),
            Does.Contain("error HP0040: Shop.Hidden.Secret(System.Int32): int Secret(int value) was expected, but int Secret(string value) was found"));
    }

    private static string Fix(string parameter)
        => $$"""
            using Hotpatch;

            [Patch(typeof(Shop.PriceService))]
            public static class PriceFix
            {
                public static int Quote(Shop.PriceService self, {{parameter}}) => 0;
            }
            """;
}
