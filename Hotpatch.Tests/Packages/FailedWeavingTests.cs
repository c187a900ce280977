namespace Hotpatch.Tests.Packages;

/// <summary>A build that cannot be woven fails at the line, as often as it is tried, and passes when it is mended.</summary>
[Parallelizable(ParallelScope.Self)]
[Category("Slow")]
public class FailedWeavingTests
{
    private const string Good =
        """
        using Hotpatch;

        Patchable.For(Calculator.Add).Patch((a, b) => a * b);
        Console.WriteLine(Calculator.Add(2, 3));

        internal static class Calculator
        {
            [Patchable]
            public static int Add(int a, int b) => a + b;

            // Marked for the test.
            static Calculator() { }
        }
        """;

    private static readonly string Bad = Good.Replace("// Marked for the test.", "[Patchable]", StringComparison.Ordinal);

    [Test]
    public void Build_fails_until_it_is_mended()
    {
        // The compiler would say it first.
        using var consumer = Consumer.Application("<NoWarn>$(NoWarn);HP0013</NoWarn>", Bad);
        ExpectFailure(consumer);
        ExpectFailure(consumer);

        consumer.Write("App/Program.cs", Good);
        consumer.Build();
        Assert.That(consumer.Run(), Is.EqualTo(new[] { "6" }));

        // What a build that passed left behind must not hide the next failures.
        consumer.Write("App/Program.cs", Bad);
        ExpectFailure(consumer);
        ExpectFailure(consumer);
    }

    private static void ExpectFailure(Consumer consumer)
        => Assert.That(consumer.TryBuild().Failed(), Does.Match(@"Program\.cs\(12,\d+(,\d+,\d+)?\): error : .*HP0013: "));
}
