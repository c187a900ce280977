using Hotpatch.Tests.HandlesByName;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Calls;

/// <summary>A test project that weaves its references: one handle by name reaches the product's calls, and its own.</summary>
public sealed class CallsOfAllTests : IDisposable
{
    private const string Product =
        """
        using System;
        using System.Collections.Generic;
        using System.Net;

        public static class Product
        {
            public static string Name() => Dns.GetHostName();
            public static Cookie Make() => new Cookie("a", "b");
            public static int Compare(LinkedList<int> list) { list.AddLast(1); return list.Count; }
            public static string Parse(string text) => IPAddress.TryParse(text, out var address) ? address.ToString() : "none";
            public static DateOnly Day(DateOnly day) => day.AddDays(1);
        }
        """;

    private const string Test =
        """
        using System;
        using System.Collections.Generic;
        using System.Net;
        using Hotpatch;

        [assembly: PatchableCalls(typeof(Dns), nameof(Dns.GetHostName))]
        [assembly: PatchableCalls(typeof(Cookie), ".ctor")]
        [assembly: PatchableCalls(typeof(LinkedList<>), "AddLast")]
        [assembly: PatchableCalls(typeof(IPAddress), "TryParse")]
        [assembly: PatchableCalls(typeof(DateOnly), "AddDays")]

        public static class Test
        {
            public static string Named() { using (Dns.Patches.GetHostName.PatchFlow(() => "test")) return Product.Name() + Dns.GetHostName(); }
            public static string Handle() => Dns.Patches.GetHostName.Name + ReferenceEquals(Dns.Patches.GetHostName, Patchable.Calls(typeof(Dns), "GetHostName"));
            public static string Made() { using (Cookie.Patches.Constructor_String_String.PatchScoped((name, value) => new Cookie { Name = value })) return Product.Make().Name; }
            public static string Instantiation() { using (LinkedList<int>.Patches.AddLast_T.PatchFlow((list, item) => null!)) return Product.Compare(new LinkedList<int>()).ToString(); }
            public static string All() { try { return AllLinkedListPatches.AddLast_T.Name; } catch (PatchTargetException e) { return e.Message; } }
            public static string Out() { using (IPAddress.Patches.TryParse_String_OutIPAddress.PatchFlow((string? text, out IPAddress? address) => { address = IPAddress.Loopback; return true; })) return Product.Parse("nonsense"); }
            public static string Struct() { using (DateOnly.Patches.AddDays.PatchFlow((ref DateOnly self, int days) => new DateOnly(2000, 1, days))) return Product.Day(default).ToString("o"); }
            public static string Observed() { var seen = 0; using (DateOnly.Patches.AddDays.Observe(_ => seen++)) Product.Day(default); return seen.ToString(); }
        }
        """;

    private readonly TempFolder _folder = new();
    private LoadedAssembly _test = null!;

    [OneTimeSetUp]
    public void Weave()
    {
        var plain = Compiled.ToFolder(_folder.PathOf("plain"), Product, "Product");
        var references = ReferenceList.OfFixture("Debug");
        var product = WeaverRun.Execute(plain, _folder.PathOf("product", "Product.dll"), references, "<Hotpatch Calls='System.Net.* System.Collections.Generic.* System.DateOnly'/>");
        Assert.That(product.Errors.Select(error => error.Message), Is.Empty);
        var test = GeneratorRun.Of([Test], properties: new Dictionary<string, string> { ["build_property.HotpatchWeavesReferences"] = "true" }, references: [plain]).Weave(_folder, references: plain);
        Assert.That(test.Errors.Select(error => error.Message), Is.Empty);
        _test = LoadedAssembly.Load(test.Output);
        _product = product.Output;
    }

    private string _product = string.Empty;

    public void Dispose() => _folder.Dispose();

    [TestCase("Handle", ExpectedResult = "*!System.Net.Dns.GetHostName()True")]
    [TestCase("Named", ExpectedResult = "testtest")]
    [TestCase("Made", ExpectedResult = "b")]
    [TestCase("Instantiation", ExpectedResult = "0")]
    [TestCase("Out", ExpectedResult = "127.0.0.1")]
    [TestCase("Struct", ExpectedResult = "2000-01-01")]
    [TestCase("Observed", ExpectedResult = "1")]
    public object? Reaches_the_product(string use) => Run(use);

    [Test]
    public void All_instantiations_are_refused_with_the_way_out()
        => Assert.That(Run("All"), Does.Contain("an instantiation was expected").And.Contain("Patchable.GenericIn"));

    // The product is loaded when the test's code first needs it, as in a test run.
    private object? Run(string use)
    {
        _test.LoadBeside(_product);
        return _test.Assembly.GetType("Test")!.GetMethod(use)!.Invoke(null, null);
    }
}
