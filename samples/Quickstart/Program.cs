using System.Globalization;
using Hotpatch;
using Shop;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var service = new PriceService();

Title("As written");
Show();

Title("A static method, patched");
PriceService.Patches.Discount.Patch(total => total * 0.8m);
Show();

Title("An instance method, patched: for all instances, and the original is still there to call");
var quote = PriceService.Patches.Quote;
quote.Patch((self, quantity) => quantity >= 10 ? quote.Original(self, quantity) - 5m : quote.Original(self, quantity));
Show();

Title("What is patched");
foreach (var handle in Patchable.All)
    Console.WriteLine($"  {(handle.IsPatched ? "patched " : "original")}  {handle.Name}");

Title("For the length of a block only");
using (PriceService.Patches.Discount.PatchScoped(_ => 0m))
    Show();

Show();

Title("Loops that run on other threads see the change, inlined calls included");
RunningLoops.Demonstrate();

Title("Restored");
PriceService.Patches.Discount.Restore();
PriceService.Patches.Quote.Restore();
Show();

Title("A mistake is refused, and changes nothing");
try
{
    Patchable.Find("Shop.PriceService.Quote(System.Int32)").Patch((Func<string, int>)(text => text.Length));
}
catch (PatchException exception)
{
    Console.WriteLine("  " + exception.Message);
}

void Show() => Console.WriteLine($"  Discount(100) = {PriceService.Discount(100m):0.00}   Quote(10) = {service.Quote(10):0.00}");

static void Title(string text) => Console.WriteLine($"{Environment.NewLine}{text}");
