using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Packages;

/// <summary>Handles by their names, in every version of the language that looks for them in its own way.</summary>
[Parallelizable(ParallelScope.All)]
[Category("Slow")]
public class HandlesByNameTests
{
    // Nothing newer than C# 7.3, and with all that Func and Action cannot say.
    private const string Shop =
        """
        using System;
        using Hotpatch;

        namespace Shop
        {
            public class PriceService
            {
                public int UnitPrice = 3;

                [Patchable] public int Quote(int quantity) { return quantity * UnitPrice; }
                [Patchable] public int Quote(string quantity) { return int.Parse(quantity) * UnitPrice; }
                [Patchable] public bool TryRead(string text, out int value) { return int.TryParse(text, out value); }
                [Patchable] public int Total { get; set; }
                [Patchable] public static T Echo<T>(T value) { return value; }
                [Patchable] private int Hidden() { return 1; }

                public int CallHidden() { return Hidden(); }
            }

            public struct Money
            {
                public int Amount;

                [Patchable] public void Add(int amount) { Amount += amount; }
            }

            public class Box<T>
            {
                public T Value;

                [Patchable] public T Get() { return Value; }
            }

            public static class Calculator
            {
                public class Nested
                {
                    [Patchable] public static int Twice(int value) { return value * 2; }
                }

                [Patchable] public static int Add(int a, int b) { return a + b; }
            }
        }
        """;

    private const string Program =
        """
        using System;
        using Hotpatch;
        using Shop;

        internal static class Program
        {
            private static readonly PriceService Service = new PriceService();

            private static void Main()
            {
                Write();
                Calculator.Patches.Add.Patch((a, b) => Calculator.Patches.Add.Original(a, b) * 10);
                Calculator.Nested.Patches.Twice.Patch(value => value * 20);
                PriceService.Patches.Quote_Int32.Patch((self, quantity) => self.UnitPrice - quantity);
                PriceService.Patches.Quote_String.Patch((self, quantity) => quantity.Length);
                PriceService.Patches.TryRead.Patch((PriceService self, string text, out int value) => { value = text.Length; return true; });
                PriceService.Patches.get_Total.Patch(self => 77);
                PriceService.Patches.Echo<int>().Patch(value => value + 1);
                PriceService.Patches.Hidden.Patch(self => 5);
                Money.Patches.Add.Patch((ref Money self, int amount) => self.Amount = amount * 100);
                Box<string>.Patches.Get.Patch(self => "patched");
                AllBoxPatches.Get.Patch((handle, types) => types[0] == typeof(long) ? (Func<Box<long>, long>)(self => 9L) : null);
                Write();

                foreach (var handle in Patchable.All)
                    handle.Restore();

                AllBoxPatches.Get.Restore();
                Write();
            }

            private static void Write()
            {
                var money = new Money();
                money.Add(2);
                int read;
                var readable = Service.TryRead("text", out read);
                Console.WriteLine(string.Join(
                    " ", Calculator.Add(2, 3), Calculator.Nested.Twice(4), Service.Quote(2), Service.Quote("2"), readable, read, Service.Total, PriceService.Echo(1),
                    PriceService.Echo("a"), Service.CallHidden(), money.Amount, new Box<string>().Get() ?? "null", new Box<long>().Get(), new Box<int>().Get()));
            }
        }
        """;

    private static readonly string[] Output =
    [
        "5 8 6 6 False 0 0 1 a 1 2 null 0 0",
        "50 80 1 1 True 4 77 2 a 5 200 patched 9 0",
        "5 8 6 6 False 0 0 1 a 1 2 null 0 0",
    ];

    [TestCase("14")]
    [TestCase("13")]
    [TestCase("10")]
    [TestCase("7.3")]
    public void Application(string language)
    {
        using var consumer = new Consumer();
        consumer.WriteApplication(
            Consumer.ApplicationReferences, $"<LangVersion>{language}</LangVersion><ImplicitUsings>disable</ImplicitUsings>");
        consumer.Write("App/Shop.cs", Shop);
        consumer.Write("App/Program.cs", ProgramFor(language));

        Assert.That(consumer.Build(), Does.Contain("0 Warning(s)"));
        Assert.That(consumer.Run(), Is.EqualTo(Output));
    }

    [TestCase("14", "14")]
    [TestCase("14", "7.3")]
    [TestCase("12", "14")]
    [TestCase("7.3", "12")]
    public void Application_that_has_no_weaver_patches_a_library(string library, string application)
    {
        using var consumer = new Consumer();
        consumer.WriteProject("Shop", "netstandard2.0", Consumer.LibraryReferences, $"<LangVersion>{library}</LangVersion><ImplicitUsings>disable</ImplicitUsings>");
        consumer.Write("Shop/Shop.cs", Shop);
        consumer.WriteApplication(
            """<ProjectReference Include="../Shop/Shop.csproj" />""",
            $"<LangVersion>{application}</LangVersion><ImplicitUsings>disable</ImplicitUsings>");

        consumer.Write("App/Program.cs", ForeignProgramFor(application));

        Assert.That(Consumer.Weavings(consumer.Build()), Is.EqualTo(1));
        Assert.That(consumer.Run(), Is.EqualTo(Output));
    }

    [TestCase("net8.0", "net10.0", "14")]
    [TestCase("net8.0", "net10.0", "12")]
    [TestCase("net10.0", "net8.0", "14")]
    [TestCase("net10.0", "net8.0", "12")]
    public void Application_that_was_built_against_one_asset_runs_on_the_other(string built, string run, string language)
    {
        using var consumer = new Consumer();
        WriteLibraryForBoth(consumer);
        consumer.WriteApplication(
            $"""<Reference Include="Shop" HintPath="../Shop/bin/Release/{built}/Shop.dll" />{Consumer.WeaverReference(PackageFeed.Version)}""",
            $"<LangVersion>{language}</LangVersion><ImplicitUsings>disable</ImplicitUsings>");
        consumer.Write("App/Program.cs", ForeignProgramFor(language));
        ChildProcess.DotNet(consumer.PathOf("Shop"), "build", "--configuration", "Release").Succeeded();
        consumer.Build();
        File.Copy(consumer.PathOf("Shop", "bin", "Release", run, "Shop.dll"), Path.Combine(Path.GetDirectoryName(consumer.Assembly())!, "Shop.dll"), overwrite: true);

        Assert.That(consumer.Run(), Is.EqualTo(Output));
    }

    [TestCase("")]
    [TestCase("<HotpatchHandles>internal</HotpatchHandles>")]
    public void Package_of_a_library_for_two_frameworks_is_valid(string properties)
    {
        using var consumer = new Consumer();

        // The packages of the tests are no release.
        WriteLibraryForBoth(consumer, properties + "<NoWarn>$(NoWarn);NU5104</NoWarn>");

        Assert.That(ChildProcess.DotNet(consumer.PathOf("Shop"), "pack").Succeeded(), Does.Contain("Successfully created package"));
    }

    [Test]
    public void Handle_that_was_never_woven_says_how_to_weave_it()
    {
        using var consumer = Consumer.Application(
            "<DisableFody>true</DisableFody>", "Shop.CalculatorPatches.Add.Patch((a, b) => a * b);");
        consumer.Build();

        Assert.That(
            ChildProcess.DotNet(consumer.PathOf(), consumer.Assembly()).Failed(),
            Does.Contain("NotWovenException: Shop.Calculator.Add(System.Int32,System.Int32): ").And.Contain("<DisableFody>true</DisableFody>"));
    }

    [Test]
    public void Handles_that_are_not_used_do_not_even_load_the_runtime()
    {
        using var consumer = Consumer.Application(
            program: """
                Console.WriteLine(Shop.Calculator.Add(2, 3));
                WriteLoaded();
                WriteWhetherPatched();
                WriteLoaded();

                // Apart, since the JIT resolves what a method names when it compiles it.
                [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
                static void WriteWhetherPatched() => Console.WriteLine(Shop.CalculatorPatches.Add.IsPatched);

                static void WriteLoaded()
                    => Console.WriteLine(AppDomain.CurrentDomain.GetAssemblies().Count(assembly => assembly.GetName().Name == "Hotpatch.Runtime"));
                """);
        consumer.Build("--configuration", "Release");

        Assert.That(consumer.Run(consumer.Assembly("Release")), Is.EqualTo(new[] { "5", "0", "False", "1" }));
    }

    // Each framework with its own default version of the language: 12 and 14.
    private static void WriteLibraryForBoth(Consumer consumer, string properties = "")
    {
        consumer.Write(
            "Shop/Shop.csproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFrameworks>net8.0;net10.0</TargetFrameworks>
                <EnablePackageValidation>true</EnablePackageValidation>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                {Consumer.LibraryReferences}
              </ItemGroup>
            </Project>
            """);
        consumer.Write("Shop/Shop.cs", Shop);
    }

    // What is private stays in the assembly.
    private static string ForeignProgramFor(string language)
        => ProgramFor(language)
            .Replace("PriceService.Patches.Hidden.Patch", "Patchable.For<Func<PriceService, int>>(typeof(PriceService), \"Hidden\").Patch", StringComparison.Ordinal)
            .Replace("PriceServicePatches.Hidden.Patch", "Patchable.For<Func<PriceService, int>>(typeof(PriceService), \"Hidden\").Patch", StringComparison.Ordinal);

    private static string ProgramFor(string language)
        => language == "14"
            ? Program
            : Program
                .Replace("Calculator.Nested.Patches.", "Calculator_NestedPatches.", StringComparison.Ordinal)
                .Replace("Box<string>.Patches.", "BoxPatches<string>.", StringComparison.Ordinal)
                .Replace(".Patches.", "Patches.", StringComparison.Ordinal);
}
