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

    public static Task<int> CallAddAsync(Task<int> a, int b) => (Task<int>)Assembly.Assembly.GetType("Hosted.Calculator")!.GetMethod("AddAsync")!.Invoke(null, [a, b])!;

    private static (string, LoadedAssembly) Load()
    {
        var references = ReferenceList.OfFixture("Release");
        var plain = Compiled.ToFolder(Temp.PathOf("plain"), Source, "HostedShop", references);
        var woven = WeaverRun.Succeed(plain, Temp.PathOf("woven", "HostedShop.dll"), references).Output;
        return (woven, LoadedAssembly.Load(woven));
    }
}
