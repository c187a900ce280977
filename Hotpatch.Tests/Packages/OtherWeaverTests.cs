using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Packages;

/// <summary>A project with another Fody weaver and no FodyWeavers.xml is woven by both.</summary>
[Parallelizable(ParallelScope.Self)]
public class OtherWeaverTests
{
    private const string Weaver =
        """
        using System.Collections.Generic;

        public class ModuleWeaver : Fody.BaseModuleWeaver
        {
            public override void Execute() => WriteInfo("The other weaver was here.");

            public override IEnumerable<string> GetAssembliesForScanning() => [];
        }
        """;

    [Test]
    public void Both_weave()
    {
        using var consumer = Consumer.Application();
        consumer.WriteProject(
            "Other",
            "netstandard2.0",
            $"""<PackageReference Include="FodyHelpers" Version="{Repository.VersionOf("FodyHelpers")}" />""",
            "<AssemblyName>Other.Fody</AssemblyName><DisableFody>true</DisableFody>");
        consumer.Write("Other/ModuleWeaver.cs", Weaver);
        ChildProcess.DotNet(consumer.PathOf("Other"), "build").Succeeded();

        consumer.WriteApplication(
            Consumer.ApplicationReferences + """<WeaverFiles Include="../Other/bin/Debug/netstandard2.0/Other.Fody.dll" />""");
        var output = consumer.Build();

        Assert.That(output, Does.Contain("The other weaver was here."));
        Assert.That(Consumer.Weavings(output), Is.EqualTo(1));
        Assert.That(consumer.Run(), Is.EqualTo(Programs.OutputOfShop));
    }
}
