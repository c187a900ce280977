using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Hosting;

/// <summary>A woven assembly that only hosts patch. Patch libraries find it by its name.</summary>
internal static class HostedShop
{
    private const string Source =
        """
        using System;
        using System.Threading.Tasks;
        using Hotpatch;

        namespace Hosted;

        public static class Calculator
        {
            [Patchable] public static int Add(int a, int b) => a + b;

            [Patchable] public static string GetToken(string user) => user + "!";

            [Patchable] public static string Password { get; set; } = "";

            [Patchable(Consistency = Consistency.Drained)] public static async Task<int> AddAsync(Task<int> a, int b) => await a + b;

            private static int Secret = 42;
        }

        public static class Tree
        {
            [Patchable] public static async Task<int> RootAsync()
            {
                var (one, other) = (LeafAsync(), LeafAsync());
                var sum = Leaf() + await one + await other;
                try
                {
                    Throw();
                }
                catch (InvalidOperationException)
                {
                }

                return sum;
            }

            [Patchable] public static async Task<int> LeafAsync()
            {
                await Task.Delay(20);
                return Leaf();
            }

            [Patchable] public static int Leaf() => 1;

            [Patchable] public static void Throw() => throw new InvalidOperationException("no");
        }

        public enum OrderState { Open, Paid }

        public class Customer { public string Name { get; set; } = "Ann"; }

        public class Order
        {
            public static int GettersRun;

            public Customer Customer { get; set; } = new();

            public Customer Gift { get; set; }

            public System.Collections.Generic.List<int> Lines { get; } = new() { 5, 6 };

            public OrderState State { get; set; } = OrderState.Paid;

            public System.Collections.Generic.Dictionary<string, int> Prices { get; } = new() { ["tea"] = 3 };

            private string _note;

            public string Note { get { GettersRun++; return _note; } set => _note = value; }
        }

        public static class Orders
        {
            [Patchable] public static int Place(Order order) => order.Lines.Count;
        }

        public class Shapes
        {
            [Patchable] public int? Mix(ref int number, in long part, out string[][,] text, System.Collections.Generic.Dictionary<string, (int, Nested<byte>.Inner)> map, params object[] rest)
            {
                text = null;
                return number++;
            }

            public class Nested<T> { public class Inner { } }
        }
        """;

    private static readonly TempFolder Temp = new();
    private static readonly Lazy<(string Path, LoadedAssembly Assembly)> Woven = new(Load);
    private static int _libraries;

    public static LoadedAssembly Assembly => Woven.Value.Assembly;

    public static PatchHandle<Func<int, int, int>> Add => (PatchHandle<Func<int, int, int>>)Patchable.In(Assembly.Assembly).Single(handle => handle.Name.StartsWith("Hosted.Calculator.Add(", StringComparison.Ordinal));

    public static PatchHandle<Func<Task<int>, int, Task<int>>> AddAsync
        => (PatchHandle<Func<Task<int>, int, Task<int>>>)Patchable.In(Assembly.Assembly).Single(handle => handle.Name.StartsWith("Hosted.Calculator.AddAsync(", StringComparison.Ordinal));

    /// <summary>Compiles a library whose class replaces methods of the calculator.</summary>
    public static string Library(string members, string name = "Fix")
        => Compiled.ToFolder(
            Temp.PathOf(Interlocked.Increment(ref _libraries).ToString(System.Globalization.CultureInfo.InvariantCulture)),
            $$"""
            using System;
            using System.Threading.Tasks;
            using Hotpatch;
            [Patch(typeof(Hosted.Calculator), Owner = "prices")] public static class Patches { {{members}} }
            """,
            name,
            ReferenceList.OfFixture("Release").With(Woven.Value.Path));

    public static string Answering(int value) => Library($"public static int Add(int a, int b) => {value};");

    public static int CallAdd(int a, int b) => (int)Assembly.Assembly.GetType("Hosted.Calculator")!.GetMethod("Add")!.Invoke(null, [a, b])!;

    /// <summary>Calls what has secrets.</summary>
    public static void CallSecrets()
    {
        var type = Assembly.Assembly.GetType("Hosted.Calculator")!;
        type.GetMethod("GetToken")!.Invoke(null, ["hunter1"]);
        type.GetProperty("Password")!.SetValue(null, "hunter2");
        type.GetProperty("Password")!.GetValue(null);
    }

    /// <summary>Gets how often the getter with code of an order has run.</summary>
    public static int GettersRun => (int)Type("Order").GetField("GettersRun")!.GetValue(null)!;

    /// <summary>Places an order of Ann.</summary>
    public static void Place() => Type("Orders").GetMethod("Place")!.Invoke(null, [Activator.CreateInstance(Type("Order"))]);

    public static Task RootAsync() => (Task)Type("Tree").GetMethod("RootAsync")!.Invoke(null, null)!;

    private static Type Type(string name) => Assembly.Assembly.GetType("Hosted." + name)!;

    public static Task<int> CallAddAsync(Task<int> a, int b) => (Task<int>)Assembly.Assembly.GetType("Hosted.Calculator")!.GetMethod("AddAsync")!.Invoke(null, [a, b])!;

    private static (string, LoadedAssembly) Load()
    {
        var references = ReferenceList.OfFixture("Release");
        var plain = Compiled.ToFolder(Temp.PathOf("plain"), Source, "HostedShop", references);
        var woven = WeaverRun.Succeed(plain, Temp.PathOf("woven", "HostedShop.dll"), references).Output;
        return (woven, LoadedAssembly.Load(woven));
    }
}
