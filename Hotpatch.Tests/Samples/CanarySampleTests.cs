using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Samples;

/// <summary>The sample of a fix for a part of the calls: the faulty one takes itself out, the mended one is promoted.</summary>
[Category("Slow")]
public class CanarySampleTests
{
    [Test]
    public void A_faulty_fix_takes_itself_out_and_a_mended_one_is_promoted()
    {
        var output = ChildProcess.DotNet(Repository.Root, "run", "--project", "samples/Canary", "-c", "Release").Succeeded();

        // Keys of one owner are on the same side in each process, so the numbers are the same.
        Assert.That(Lines(output), Is.EqualTo(Lines(
            """
            As written
              Of 1000 customers, 0 got the discount for both orders, 0 for one of them, and 0 an error.

            A fix, for a tenth of the customers
              Of 1000 customers, 6 got the discount for both orders, 3 for one of them, and 0 an error.
              Shop.Checkout.Total(System.Int32,System.Int32): guard, 3 faults, has removed the replacement
              The last exception: Index was outside the bounds of the array.
              Patched: False

            The mended fix, for a tenth of the customers
              Of 1000 customers, 109 got the discount for both orders, 0 for one of them, and 0 an error.

            For half of them
              Of 1000 customers, 505 got the discount for both orders, 0 for one of them, and 0 an error.

            For all
              Of 1000 customers, 1000 got the discount for both orders, 0 for one of them, and 0 an error.
              Shop.Checkout.Total(System.Int32,System.Int32): guard, 0 faults

            Withdrawn
              Of 1000 customers, 0 got the discount for both orders, 0 for one of them, and 0 an error.
            """)));
    }

    private static IEnumerable<string> Lines(string text) => text.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0);
}
