using System.Globalization;
using Hotpatch;
using Shop;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var total = Checkout.Patches.Total;

Title("As written");
Serve();

Title("A fix, for a tenth of the customers");
using (var canary = Begin(Fixes.Faulty, "discount 1"))
{
    // Raised on the thread pool: the place to log, or to call somebody.
    var reported = new TaskCompletionSource<FaultGuard>();
    canary.Guard!.Fired += (sender, _) => reported.TrySetResult((FaultGuard)sender!);
    Serve();
    var guard = await reported.Task;
    Console.WriteLine($"  {guard}");
    Console.WriteLine($"  The last exception: {guard.LastFault?.Message}");
    Console.WriteLine($"  Patched: {total.IsPatched}");
}

Title("The mended fix, for a tenth of the customers");
var mended = Begin(Fixes.Mended, "discount 2");
Serve();

Title("For half of them");
mended.Share = 0.5;
Serve();

Title("For all");
mended.Promote();
Serve();
Console.WriteLine($"  {mended.Guard}");

Title("Withdrawn");
mended.Withdraw();
Serve();

PatchCanary Begin(Func<int, int, decimal> fix, string owner)
{
    var limit = new FaultLimit(3, TimeSpan.FromMinutes(1)) { AnswerWithOriginal = true };
    return total.Canary(0.1, fix, key: (customer, _) => customer, new PatchOptions { Owner = owner, RollbackOnFault = limit });
}

// Two orders of each of 1,000 customers, the second of 10 to 40 items.
static void Serve()
{
    var (both, one, failed) = (0, 0, 0);
    for (var customer = 1; customer <= 1000; customer++)
    {
        try
        {
            var isCheaper = (HasDiscount(customer, 10), HasDiscount(customer, 10 + (customer % 31)));
            both += isCheaper is (true, true) ? 1 : 0;
            one += isCheaper is (true, false) or (false, true) ? 1 : 0;
        }
        catch (IndexOutOfRangeException)
        {
            failed++;
        }
    }

    Console.WriteLine($"  Of 1000 customers, {both} got the discount for both orders, {one} for one of them, and {failed} an error.");
}

static bool HasDiscount(int customer, int items) => Checkout.Total(customer, items) < items * Checkout.UnitPrice;

static void Title(string text) => Console.WriteLine($"{Environment.NewLine}{text}");
