namespace Hotpatch.Benchmarks.Assemblies;

/// <summary>Newtonsoft.Json as it comes, and with every method woven that can be. The programs of the weaving benchmarks have it.</summary>
internal sealed class JsonAssemblies : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hotpatch-benchmarks-");

    private JsonAssemblies()
    {
        PlainPath = typeof(Newtonsoft.Json.JsonConvert).Assembly.Location;
        var path = Path.Combine(_folder.FullName, Path.GetFileName(PlainPath));
        var methods = PackageWeaver.Weave(PlainPath, path);

        // Cecil leaves the signature out, which the package's assembly has.
        var rewritten = Path.Combine(_folder.FullName, "rewritten.dll");
        PackageWeaver.Rewrite(PlainPath, rewritten);
        var (plain, unchanged, woven) = (new FileInfo(PlainPath).Length, new FileInfo(rewritten).Length, new FileInfo(path).Length);
        Report = $"{methods} methods woven; {plain} bytes as it comes, {unchanged} written by Cecil unchanged, {woven} woven: "
            + $"{(woven - plain) / (double)methods:F0} and {(woven - unchanged) / (double)methods:F0} a method";
    }

    public static string PlainPath { get; private set; } = string.Empty;

    public string Report { get; }

    public static JsonAssemblies Create() => new();

    public void Dispose() => _folder.Delete(recursive: true);
}
