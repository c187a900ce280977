using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Packages.WovenReferences;

/// <summary>A product that nothing weaves, and a program that weaves its copy.</summary>
internal static class Product
{
    public const string Source =
        """
        namespace Shop;

        public class PriceService
        {
            public decimal UnitPrice = 3m;

            public decimal Quote(int quantity) => Round(quantity * UnitPrice);

            internal int Count() => 1;

            public string Year() => System.DateTime.UtcNow.Year is > 2020 ? "now" : System.DateTime.UtcNow.ToString("yyyy", null);

            private static decimal Round(decimal value) => System.Math.Round(value, 2);
        }
        """;

    /// <summary>Patches a public, an internal and a private method of the product, a call that it makes, and a method of a package.</summary>
    public const string Program =
        """
        using Hotpatch;
        using Newtonsoft.Json;
        using Shop;

        [assembly: PatchableCalls(typeof(DateTime), nameof(DateTime.UtcNow))]

        var service = new PriceService();
        Write();
        using (Patchable.For<Func<PriceService, int, decimal>>(typeof(PriceService), "Quote").PatchScoped((self, quantity) => self.UnitPrice + quantity))
        using (PriceService.Patches.Count.PatchFlow(self => 2))
        using (DateTime.Patches.get_UtcNow.PatchFlow(() => new DateTime(2001, 2, 3)))
        using (JsonConvert.Patches.ToString_Boolean.PatchFlow(_ => "patched"))
            Write();

        using (Patchable.For<Func<decimal, decimal>>(typeof(PriceService), "Round").PatchScoped(_ => 7m))
            Write();

        void Write() => Console.WriteLine($"{service.Quote(2)} {service.Count()} {service.Year()} {JsonConvert.ToString(true)}");
        """;

    /// <summary>The same without handles by name, so that it compiles without items too.</summary>
    public static readonly string ProgramByType = Program
        .Replace("PriceService.Patches.Count", """Patchable.For<Func<PriceService, int>>(typeof(PriceService), "Count")""", StringComparison.Ordinal)
        .Replace("DateTime.Patches.get_UtcNow", """Patchable.Calls<Func<DateTime>>(typeof(DateTime), "UtcNow")""", StringComparison.Ordinal)
        .Replace("JsonConvert.Patches.ToString_Boolean", """Patchable.For<Func<bool, string>>(typeof(JsonConvert), "ToString")""", StringComparison.Ordinal);

    /// <summary>What <see cref="Program"/> writes.</summary>
    public static readonly string[] Output = ["6 1 now true", "5 2 2001 patched", "7 1 now true"];

    public const string Items =
        """
        <ProjectReference Include="../Shop/Shop.csproj" />
        <PackageReference Include="Newtonsoft.Json" Version="13.0.4" />
        <HotpatchReference Include="Shop" Scope="All" />
        <HotpatchReference Include="Newtonsoft.Json" IncludeMethods="Newtonsoft.Json.JsonConvert.ToString" />
        """;

    /// <summary>Folders of the product, and of the program App.</summary>
    public static Consumer Write(string items = Items, string properties = "")
    {
        var consumer = new Consumer();
        consumer.WriteProject(
            "Shop",
            "net10.0",
            $"""<InternalsVisibleTo Include="App" Key="{PublicKey}" />""",
            "<Nullable>enable</Nullable><IsAotCompatible>true</IsAotCompatible><SourceLink>../link.json</SourceLink>" + Signing);
        consumer.Write("link.json", """{"documents":{"/*":"https://example.org/*"}}""");
        consumer.Write("Shop/Shop.cs", Source);
        consumer.WriteApplication(Consumer.ApplicationReferences + items, Signing + properties);
        consumer.Write("App/Program.cs", Program);
        File.Copy(Repository.PathOf("Hotpatch.snk"), consumer.PathOf("Key.snk"));
        return consumer;
    }

    private const string Signing = "<SignAssembly>true</SignAssembly><AssemblyOriginatorKeyFile>../Key.snk</AssemblyOriginatorKeyFile>";

    private static string PublicKey
        => System.Xml.Linq.XDocument.Load(Repository.PathOf("Directory.Build.props")).Descendants("PublicKey").Single().Value;
}
