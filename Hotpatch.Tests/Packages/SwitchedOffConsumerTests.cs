using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Packages;

/// <summary>A project that says that it shall not be woven: all compiles, nothing warns, and what patches says which property to change.</summary>
[Parallelizable(ParallelScope.Self)]
[Category("Slow")]
public class SwitchedOffConsumerTests
{
    private const string Program =
        """
        using Hotpatch;
        using Shop;

        Try(() => Calculator.Patches.Add.Patch((a, b) => a * b));
        Try(() => Patchable.For(Calculator.Add).Patch((a, b) => a * b));
        Console.WriteLine(Calculator.Add(2, 4));

        static void Try(Action action)
        {
            try
            {
                action();
            }
            catch (NotWovenException exception)
            {
                Console.WriteLine(exception.Message);
            }
        }
        """;

    private const string OtherWeaver =
        """
        using System.Collections.Generic;

        public class ModuleWeaver : Fody.BaseModuleWeaver
        {
            public override void Execute() => WriteInfo("The other weaver was here.");

            public override IEnumerable<string> GetAssembliesForScanning() => [];
        }
        """;

    [TestCase("Hotpatch=false", "<Hotpatch>false</Hotpatch>")]
    [TestCase("DisableFody=true", "<DisableFody>true</DisableFody>")]
    public void Switching_to_and_fro_without_a_clean_weaves_and_leaves(string property, string expected)
    {
        using var consumer = Consumer.Application(program: Program);
        foreach (var _ in new[] { 1, 2 })
        {
            Assert.That(consumer.Build($"-p:{property}"), Does.Contain("0 Warning(s)"));
            var lines = consumer.Run();
            Assert.That(lines, Has.Length.EqualTo(3));
            Assert.That(lines[..2], Has.All.Contain(expected).And.All.Contain("Calculator.Add"));
            Assert.That(lines[2], Is.EqualTo("6"));

            Assert.That(Consumer.Weavings(consumer.Build()), Is.EqualTo(1));
            Assert.That(consumer.Run(), Is.EqualTo(new[] { "8" }));
        }

        Assert.That(Consumer.Weavings(consumer.Build($"-p:{property}") + consumer.Build($"-p:{property}")), Is.Zero);
    }

    [Test]
    public void Project_without_the_weaver_says_the_same()
    {
        using var consumer = new Consumer();
        consumer.WriteApplication($"""<PackageReference Include="Hotpatch.Runtime" Version="{PackageFeed.Version}" />""", "<Hotpatch>false</Hotpatch>");
        consumer.Write("App/Shop.cs", Programs.Shop);
        consumer.Write("App/Program.cs", Program);
        consumer.Build();

        Assert.That(consumer.Run()[..2], Has.All.Contain("<Hotpatch>false</Hotpatch>"));
    }

    [TestCase(null)]
    [TestCase("<Weavers><Hotpatch /><Other /></Weavers>")]
    public void Other_weavers_still_run(string? configuration)
    {
        using var consumer = Consumer.Application("<Hotpatch>false</Hotpatch>", Program);
        consumer.WriteProject(
            "Other",
            "netstandard2.0",
            $"""<PackageReference Include="FodyHelpers" Version="{Repository.VersionOf("FodyHelpers")}" />""",
            "<AssemblyName>Other.Fody</AssemblyName><DisableFody>true</DisableFody>");
        consumer.Write("Other/ModuleWeaver.cs", OtherWeaver);
        ChildProcess.DotNet(consumer.PathOf("Other"), "build").Succeeded();
        if (configuration is not null)
            consumer.Write("App/FodyWeavers.xml", configuration);

        consumer.WriteApplication(
            Consumer.ApplicationReferences + """<WeaverFiles Include="../Other/bin/Debug/netstandard2.0/Other.Fody.dll" />""", "<Hotpatch>false</Hotpatch>");
        Assert.That(consumer.Build(), Does.Contain("The other weaver was here."));
        Assert.That(consumer.Run()[..2], Has.All.Contain("<Hotpatch>false</Hotpatch>"));
    }

    [Test]
    public void Configuration_that_names_no_other_weaver_is_no_error()
    {
        using var consumer = Consumer.Application("<Hotpatch>false</Hotpatch>", Program);
        consumer.Write("App/FodyWeavers.xml", "<Weavers><Hotpatch /></Weavers>");
        Assert.That(Consumer.Weavings(consumer.Build()), Is.Zero);
        Assert.That(consumer.Run(), Has.Length.EqualTo(3));
    }
}
