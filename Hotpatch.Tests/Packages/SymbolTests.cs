namespace Hotpatch.Tests.Packages;

/// <summary>Every kind of debug information can be woven, and still tells the lines of the source.</summary>
[Parallelizable(ParallelScope.Self)]
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
