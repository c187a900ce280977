using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Packages;

/// <summary>Every kind of debug information can be woven, and still tells the lines of the source.</summary>
[Parallelizable(ParallelScope.Self)]
[Category("Slow")]
public class SymbolTests
{
    private const string Program =
        """
        using Hotpatch;

        var handle = Patchable.For(Thrower.Throw);
        handle.Patch(number => handle.Original(number + 1));
        try
        {
            Thrower.Throw(1);
        }
        catch (ArgumentException exception)
        {
            Console.WriteLine(exception.StackTrace!.Split('\n')[0]);
        }

        internal static class Thrower
        {
            [Patchable]
            public static void Throw(int number)
            {
                if (number == 2)
                    throw new ArgumentException("two");
            }
        }
        """;

    [TestCase("")]
    [TestCase("<SignAssembly>true</SignAssembly><AssemblyOriginatorKeyFile>../Key.snk</AssemblyOriginatorKeyFile>")]
    public void Mapped_paths_stay_and_two_folders_give_the_same_bytes(string properties)
    {
        using var first = Build();
        using var second = Build();
        Assert.That(File.ReadAllBytes(first.Assembly()), Is.EqualTo(File.ReadAllBytes(second.Assembly())));
        Assert.That(File.ReadAllText(first.Assembly()), Does.Not.Contain(first.PathOf()));
        Assert.That(first.Run().Single(), Does.Match(@"^at Thrower\.Throw.* in /_\d*/Program\.cs:line 20$"));

        Consumer Build()
        {
            var consumer = Consumer.Application(program: Program);
            consumer.WriteApplication(
                Consumer.ApplicationReferences + """<SourceRoot Include="$(MSBuildThisFileDirectory)" />""",
                "<ContinuousIntegrationBuild>true</ContinuousIntegrationBuild>" + properties);
            File.Copy(Repository.PathOf("Hotpatch.snk"), consumer.PathOf("Key.snk"));
            consumer.Build();
            return consumer;
        }
    }

    [TestCase("portable", @" in .*Program\.cs:line 20$")]
    [TestCase("embedded", @" in .*Program\.cs:line 20$")]
    [TestCase("none", @"\)$")]
    public void Builds_and_runs(string debugType, string frame)
    {
        using var consumer = Consumer.Application($"<DebugType>{debugType}</DebugType>", Program);

        Assert.That(Consumer.Weavings(consumer.Build()), Is.EqualTo(1));
        Assert.That(File.Exists(Path.ChangeExtension(consumer.Assembly(), ".pdb")), Is.EqualTo(debugType == "portable"));
        Assert.That(consumer.Run().Single(), Does.Match(@"^at Thrower\.Throw.*" + frame));
    }
}
