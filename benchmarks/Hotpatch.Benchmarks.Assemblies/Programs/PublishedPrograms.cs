using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using Hotpatch.Benchmarks.Processes;

namespace Hotpatch.Benchmarks.Assemblies.Programs;

/// <summary>The programs in benchmarks/Programs, published when a benchmark first needs them.</summary>
internal sealed class PublishedPrograms : IDisposable
{
    private static readonly DirectoryInfo Folder = Directory.CreateTempSubdirectory("hotpatch-programs-");
    private static readonly ConcurrentDictionary<(string Program, WovenPart Woven, Mode Mode), string> Published = new();

    /// <summary>Gets the names of the programs: all of them, or one in a short run.</summary>
    public static string[] Names => IsShort ? ["Serialiser"] : ["Serialiser", "Interpreter", "Compiler"];

    /// <summary>Gets the modes that compile ahead of time. In a short run, the programs are published once, as IL.</summary>
    public static Mode[] CompiledModes => IsShort ? [Mode.Jit] : [Mode.ReadyToRun, Mode.NativeAot];

    /// <summary>Gets the programs that were published both plain and woven.</summary>
    public static IEnumerable<(string Program, Mode Mode)> PlainAndWoven
        => Published.Keys.Where(published => published.Woven == WovenPart.All && Published.ContainsKey(published with { Woven = WovenPart.Nothing }))
            .Select(published => (published.Program, published.Mode))
            .OrderBy(published => published.Mode).ThenBy(published => published.Program, StringComparer.Ordinal);

    /// <summary>Gets or sets whether only running counts.</summary>
    public static bool IsShort { get; set; }

    /// <summary>Returns what starts a program.</summary>
    public static ProcessStartInfo Start(string program, WovenPart woven, Mode mode, params string[] arguments)
    {
        var folder = FolderOf(program, woven, mode);
        var start = mode == Mode.NativeAot
            ? new ProcessStartInfo(Path.Combine(folder, program), arguments)
            : Command.DotNet(folder, [Path.Combine(folder, program + ".dll"), .. arguments]);
        start.RedirectStandardInput = true;
        return start;
    }

    /// <summary>Returns the folder with the published files. A short run has two variants of a program: plain and woven.</summary>
    public static string FolderOf(string program, WovenPart woven, Mode mode)
        => Published.GetOrAdd((program, IsShort && woven != WovenPart.Nothing ? WovenPart.All : woven, mode), Publish);

    public void Dispose() => Folder.Delete(recursive: true);

    private static string Publish((string Program, WovenPart Woven, Mode Mode) what)
    {
        var root = typeof(PublishedPrograms).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "Hotpatch.RepositoryRoot").Value!;
        var name = $"{what.Program}-{what.Woven}-{what.Mode}";
        var output = Path.Combine(Folder.FullName, name);

        // Hotpatch itself is built already. Options of the command line would be those of its projects too, which would be built anew. These are only read by
        // the programs.
        var publish = Command.DotNet(
            Path.GetFullPath(Path.Combine(root, "benchmarks", "Programs", what.Program)),
            "publish", "--configuration", "Release", "-p:BuildProjectReferences=false", "--output", output);
        publish.Environment["HotpatchProgramWoven"] = what.Woven == WovenPart.Nothing ? string.Empty : what.Woven.ToString();
        publish.Environment["HotpatchProgramMode"] = what.Mode.ToString();
        publish.Environment["HotpatchProgramArtifacts"] = Path.Combine(Folder.FullName, "artifacts", name);
        Command.Run(publish);
        return output;
    }
}
