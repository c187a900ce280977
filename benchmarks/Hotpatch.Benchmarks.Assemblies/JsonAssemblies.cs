using System.Reflection;
using System.Runtime.Loader;

namespace Hotpatch.Benchmarks.Assemblies;

/// <summary>Newtonsoft.Json as it comes, and with every method woven that can be.</summary>
internal sealed class JsonAssemblies : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hotpatch-benchmarks-");

    private JsonAssemblies()
    {
        PlainPath = typeof(Newtonsoft.Json.JsonConvert).Assembly.Location;
        WovenPath = Path.Combine(_folder.FullName, Path.GetFileName(PlainPath));
        var methods = PackageWeaver.Weave(PlainPath, WovenPath);

        CallsPath = Path.Combine(_folder.CreateSubdirectory("calls").FullName, Path.GetFileName(PlainPath));
        PackageWeaver.WeaveCalls(PlainPath, CallsPath);

        // Cecil leaves the signature out, which the package's assembly has.
        var rewritten = Path.Combine(_folder.FullName, "rewritten.dll");
        PackageWeaver.Rewrite(PlainPath, rewritten);
        var (plain, unchanged, woven) = (new FileInfo(PlainPath).Length, new FileInfo(rewritten).Length, new FileInfo(WovenPath).Length);
        Report = $"{methods} methods woven; {plain} bytes as it comes, {unchanged} written by Cecil unchanged, {woven} woven: "
            + $"{(woven - plain) / (double)methods:F0} and {(woven - unchanged) / (double)methods:F0} a method";
    }

    public static string PlainPath { get; private set; } = string.Empty;

    public static string WovenPath { get; private set; } = string.Empty;

    public static string CallsPath { get; private set; } = string.Empty;

    public string Report { get; }

    public static JsonAssemblies Create() => new();

    /// <summary>The workload beside one of the two, in a load context of its own.</summary>
    public static Func<int> Load(string json)
        => new Context(json).LoadFromAssemblyPath(typeof(Workload).Assembly.Location)
            .GetType(typeof(Workload).FullName!, throwOnError: true)!
            .GetMethod(nameof(Workload.Run))!
            .CreateDelegate<Func<int>>();

    public void Dispose() => _folder.Delete(recursive: true);

    private sealed class Context(string json) : AssemblyLoadContext
    {
        protected override Assembly? Load(AssemblyName assemblyName) => assemblyName.Name == "Newtonsoft.Json" ? LoadFromAssemblyPath(json) : null;
    }
}
