using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Packages.WovenReferences;

/// <summary>
/// Kinds of references: a project of a project, a package of a package, F# and Visual Basic, resources in another language, a package with files for several
/// platforms, a package that only one framework gets. The tests of a product without any mark of Hotpatch.
/// </summary>
[Parallelizable(ParallelScope.Self)]
[Category("Slow")]
public class KindTests
{
    [Test]
    public void Of_other_languages_and_through_other_references()
    {
        using var consumer = new Consumer();
        consumer.Write(
            "FSharp/FSharp.fsproj",
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><SatelliteResourceLanguages>en</SatelliteResourceLanguages></PropertyGroup>
              <ItemGroup><Compile Include="FSharp.fs" /></ItemGroup>
            </Project>
            """);
        consumer.Write(
            "FSharp/FSharp.fs",
            """
            namespace FSharp
            type Service(price: int) =
                member this.Quote (quantity: int) =
                    let rec count n = if n = 0 then 0 else price + count (n - 1)
                    count quantity
            """);
        consumer.Write(
            "Basic/Basic.vbproj",
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup><ProjectReference Include="../FSharp/FSharp.fsproj" /></ItemGroup>
            </Project>
            """);
        consumer.Write(
            "Basic/Basic.vb",
            """
            Public Class Service
                Public Function Quote(quantity As Integer) As Integer
                    Return New FSharp.Service(3).Quote(quantity)
                End Function
            End Class
            """);

        // Polly.Core comes with Polly, the F# project and FSharp.Core come with the one in Visual Basic.
        consumer.WriteApplication(
            Consumer.ApplicationReferences
            + """
            <ProjectReference Include="../Basic/Basic.vbproj" />
            <PackageReference Include="Polly" Version="8.9.1" />
            <HotpatchReference Include="Basic;FSharp" Scope="All" />
            <HotpatchReference Include="Polly.Core" />
            """);
        consumer.Write(
            "App/Program.cs",
            """
            using Hotpatch;
            using Polly;

            var pipeline = new ResiliencePipelineBuilder().AddRetry(new()).Build();
            Write();
            using (Patchable.For<Func<FSharp.Service, int, int>>(typeof(FSharp.Service), "Quote").PatchScoped((_, _) => 40))
                Write();
            using (Patchable.For<Func<Basic.Service, int, int>>(typeof(Basic.Service), "Quote").PatchScoped((_, _) => 50))
                Write();

            var options = Patchable.For<Func<Polly.Retry.RetryStrategyOptions<object>, int>>(typeof(Polly.Retry.RetryStrategyOptions<object>), "get_MaxRetryAttempts");
            using (options.PatchScoped(_ => 7))
                Console.WriteLine(new Polly.Retry.RetryStrategyOptions<object>().MaxRetryAttempts);

            void Write() => Console.WriteLine($"{new FSharp.Service(3).Quote(2)} {new Basic.Service().Quote(2)} {pipeline.Execute(() => 1)}");
            """);
        consumer.Build();
        Assert.That(consumer.Run(), Is.EqualTo(new[] { "6 6 1", "40 40 1", "6 50 1", "7" }));
    }

    [Test]
    public void With_resources_and_files_for_several_platforms()
    {
        using var consumer = new Consumer();
        consumer.WriteApplication(
            Consumer.ApplicationReferences
            + """
            <PackageReference Include="Humanizer.Core" Version="3.0.10" />
            <PackageReference Include="Humanizer.Core.de" Version="3.0.10" />
            <PackageReference Include="System.Diagnostics.EventLog" Version="10.0.0" NoWarn="NU1510" />
            <HotpatchReference Include="Humanizer" />
            <HotpatchReference Include="System.Diagnostics.EventLog" />
            """,
            "<NoWarn>$(NoWarn);NU1510;NU1603;CA1416</NoWarn>");
        consumer.Write(
            "App/Program.cs",
            """
            using Hotpatch;
            using Humanizer;

            System.Globalization.CultureInfo.CurrentUICulture = new("de");
            Console.WriteLine(TimeSpan.FromDays(1).Humanize());
            using (Patchable.Find("Humanizer.Truncator.get_FixedLength").Wrap(next => next))
                Console.WriteLine("Long text".Truncate(5, Truncator.FixedLength));
            """);
        consumer.Build();
        Assert.That(consumer.Run(), Is.EqualTo(new[] { "1 Tag", "Long…" }));
        var copies = Directory.GetFiles(consumer.PathOf("App", "obj", "Debug", "net10.0", "Hotpatch"), "*.dll", SearchOption.AllDirectories);
        Assert.That(copies.Select(path => Path.GetRelativePath(consumer.PathOf("App", "obj", "Debug", "net10.0", "Hotpatch"), path).Replace('\\', '/')), Is.SupersetOf(new[] { "Humanizer.dll" }));
    }

    [Test]
    public void Compiled_with_ReadyToRun()
    {
        using var consumer = new Consumer();
        consumer.WriteProject("Shop", "net10.0", "");
        consumer.Write("Shop/Shop.cs", Product.Source);
        ChildProcess.DotNet(
            consumer.PathOf("Shop"), "publish", "--output", consumer.PathOf("Native"), "--use-current-runtime", "--self-contained", "false", "-p:PublishReadyToRun=true").Succeeded();
        using (var native = Mono.Cecil.ModuleDefinition.ReadModule(consumer.PathOf("Native", "Shop.dll")))
            Assert.That(native.Attributes.HasFlag(Mono.Cecil.ModuleAttributes.ILOnly), Is.False, "the input has native code");

        consumer.WriteApplication(
            Consumer.ApplicationReferences
            + """
            <Reference Include="Shop" HintPath="../Native/Shop.dll" />
            <HotpatchReference Include="Shop" Calls="System.DateTime.UtcNow" />
            """);
        consumer.Write(
            "App/Program.cs",
            """
            using Hotpatch;
            using Shop;

            Write();
            using (PriceService.Patches.Quote.PatchScoped((self, quantity) => self.UnitPrice + quantity))
            using (Patchable.Calls<Func<DateTime>>(typeof(DateTime), "UtcNow").PatchScoped(() => new DateTime(2001, 2, 3)))
                Write();

            void Write() => Console.WriteLine($"{new PriceService().Quote(2)} {new PriceService().Year()}");
            """);
        Assert.That(consumer.Build(), Does.Not.Contain("warning"));
        Assert.That(consumer.Run(), Is.EqualTo(new[] { "6 now", "5 2001" }));
    }

    [Test]
    public void By_a_test_project_of_several_frameworks_in_a_solution()
    {
        using var consumer = new Consumer();
        consumer.WriteProject("Shop", "net10.0;netstandard2.0", "", "<TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks>");
        consumer.Write("Shop/Shop.csproj", File.ReadAllText(consumer.PathOf("Shop", "Shop.csproj")).Replace("<TargetFramework>net10.0;netstandard2.0</TargetFramework>", "", StringComparison.Ordinal));
        consumer.Write("Shop/Shop.cs", Product.Source.Replace("namespace Shop;", "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Tests\")] namespace Shop {", StringComparison.Ordinal) + "}");
        consumer.WriteProject(
            "Tests",
            "net10.0",
            Consumer.ApplicationReferences
            + """
            <PackageReference Include="Microsoft.NET.Test.Sdk" Version="18.11.0" />
            <PackageReference Include="NUnit" Version="5.0.0" />
            <PackageReference Include="NUnit3TestAdapter" Version="6.3.1" />
            <ProjectReference Include="../Shop/Shop.csproj" />
            <HotpatchReference Include="Shop" Scope="All" IncludeMethods="Shop.*; Shop.PriceService..ctor" />
            """);
        consumer.Write(
            "Tests/Tests.cs",
            """
            using Hotpatch;
            using NUnit.Framework;
            using Shop;

            public class PriceTests
            {
                [Test]
                public void Patched()
                {
                    using var patch = PriceService.Patches.Quote.PatchFlow((self, quantity) => 40 + self.Count());
                    Assert.That(new PriceService().Quote(2), Is.EqualTo(41m));
                }

                [Test]
                public void Constructed()
                {
                    using var patch = PriceService.Patches.Constructor.PatchFlow(self => self.UnitPrice = 5);
                    Assert.That(new PriceService().Quote(2), Is.EqualTo(10m));
                }

                [Test]
                public void Plain() => Assert.That(new PriceService().Quote(2), Is.EqualTo(6m));
            }
            """);
        ChildProcess.DotNet(consumer.PathOf(), "new", "sln", "--name", "All", "--format", "sln").Succeeded();
        ChildProcess.DotNet(consumer.PathOf(), "sln", "add", "Shop", "Tests").Succeeded();
        ChildProcess.DotNet(consumer.PathOf(), "build", "All.sln").Succeeded();
        Assert.That(ChildProcess.DotNet(consumer.PathOf("Tests"), "test", "--no-build").Succeeded(), Does.Match(@"Passed: +3"));
    }
}
