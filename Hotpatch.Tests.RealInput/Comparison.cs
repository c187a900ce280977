using System.Diagnostics;

namespace Hotpatch.Tests.RealInput;

/// <summary>Compares what the workload of a package gives with what it gives beside the package as it comes.</summary>
internal static class Comparison
{
    public static void Run(RealPackage package)
    {
        var expected = package.Expected;
        var watch = Stopwatch.StartNew();
        var actual = package.Run();
        TestContext.Out.WriteLine(
            $"{actual.Length} results, {actual.Count(line => line.Contains(": threw ", StringComparison.Ordinal))} of them exceptions, "
            + $"{actual.Sum(line => line.Length)} characters in {watch.ElapsedMilliseconds} ms");

        // One by one, since the message for whole arrays is hard to read.
        var different = actual.Zip(expected, (now, before) => (now, before)).FirstOrDefault(pair => pair.now != pair.before);
        if (different.now is not null)
            TestContext.Out.WriteLine($"{different.now}\n  was before\n{different.before}");

        Assert.Multiple(() =>
        {
            Assert.That(different.now, Is.EqualTo(different.before), () => OfWorkload(package, expected));
            Assert.That(actual, Has.Length.EqualTo(expected.Length));
            Assert.That(actual.Distinct().Count(), Is.GreaterThanOrEqualTo(package.LeastLines));
        });
    }

    /// <summary>Tells whether it is the workload that prints what is not determined.</summary>
    private static string OfWorkload(RealPackage package, string[] expected)
        => package.Plain.Run(RealPackage.Seed).SequenceEqual(expected, StringComparer.Ordinal)
            ? "Beside the package as it comes, the workload gives the same again."
            : "Beside the package as it comes, the workload gives something else too from run to run: it prints what is not determined.";
}
