using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Documentation;

/// <summary>The README's first command: the sample, woven by this solution's weaver, changes its own behaviour.</summary>
[Category("Slow")]
public class QuickstartTests
{
    [Test]
    public void Prints_what_the_readme_promises()
    {
        var output = ChildProcess.DotNet(Repository.Root, "run", "--project", "samples/Quickstart", "-c", "Release").Succeeded();

        Assert.That(Lines(output), Is.EqualTo(Lines(
            """
            As written
              Discount(100) = 90.00   Quote(10) = 30.00

            A static method, patched
              Discount(100) = 80.00   Quote(10) = 30.00

            An instance method, patched: for all instances, and the original is still there to call
              Discount(100) = 80.00   Quote(10) = 25.00

            What is patched
              patched   Shop.PriceService.Discount(System.Decimal)
              patched   Shop.PriceService.Quote(System.Int32)
              original  Shop.PriceService.Step(System.Int32)

            For the length of a block only
              Discount(100) = 0.00   Quote(10) = 25.00
              Discount(100) = 80.00   Quote(10) = 25.00

            Loops that run on other threads see the change, inlined calls included
              2 loops are running
              2 loops saw the change and ended; Step(1) = 2 again

            Restored
              Discount(100) = 90.00   Quote(10) = 30.00

            A mistake is refused, and changes nothing
              Shop.PriceService.Quote(System.Int32): a replacement of type Func<PriceService, int, decimal> was expected, but Func<string, int> was found. Pass a delegate with the expected signature.
            """)));
    }

    private static string[] Lines(string text) => [.. text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0)];
}
