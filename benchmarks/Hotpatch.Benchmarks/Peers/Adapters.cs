using System.Reflection;
using System.Reflection.PortableExecutable;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Hotpatch.Benchmarks.Peers;

/// <summary>
/// Compiles the adapters of other libraries against the assemblies in a folder. The sources are resources of this assembly, which has no reference to
/// those libraries: it must build without them.
/// </summary>
internal sealed class Adapters : IDisposable
{
    // The folders to load from. The processes that BenchmarkDotNet starts inherit it.
    private const string Variable = "HOTPATCH_BENCHMARKS_PEERS";

    private static readonly (string Peer, string Library)[] All = [("Harmony", "0Harmony.dll"), ("MonoMod", "MonoMod.RuntimeDetour.dll")];

    private readonly string _output = Directory.CreateTempSubdirectory("hotpatch-peers-").FullName;

    private Adapters(string folder)
    {
        Problem = ProblemOf(folder) ?? CompileAll(folder);
        Environment.SetEnvironmentVariable(Variable, string.Join(Path.PathSeparator, _output, Path.GetFullPath(folder)));
    }

    /// <summary>Gets why the libraries can't be used; null if they can.</summary>
    public string? Problem { get; }

    public static Adapters Compile(string folder) => new(folder);

    /// <summary>Loads the adapter of a library, and the library with it.</summary>
    public static IPeer Load(string peer)
    {
        var folders = Environment.GetEnvironmentVariable(Variable)?.Split(Path.PathSeparator)
            ?? throw new InvalidOperationException($"{peer} can only be measured if {CallOptions.PeersOption} names the folder of its assemblies.");
        AssemblyLoadContext.Default.Resolving += (context, wanted)
            => folders.Select(folder => Path.Combine(folder, wanted.Name + ".dll")).FirstOrDefault(File.Exists) is { } path ? context.LoadFromAssemblyPath(path) : null;
        return (IPeer)Activator.CreateInstance(Assembly.Load(NameOf(peer)).GetType($"{typeof(IPeer).Namespace}.{peer}Peer", throwOnError: true)!)!;
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(_output, recursive: true);
        }
        catch (UnauthorizedAccessException)
        {
            // Windows keeps the files of loaded assemblies; the system's clean-up takes them.
        }
    }

    private static string? ProblemOf(string folder)
    {
        if (!Directory.Exists(folder))
            return "there is no such folder.";

        var missing = All.Select(adapter => adapter.Library).Where(library => !File.Exists(Path.Combine(folder, library))).ToArray();
        return missing is []
            ? null
            : $"the folder must hold {string.Join(" and ", All.Select(adapter => adapter.Library))}, and the assemblies that these need. Not found: {string.Join(", ", missing)}.";
    }

    private string? CompileAll(string folder)
    {
        var references = References(folder);
        return All.Select(adapter => Compile(adapter.Peer, references)).FirstOrDefault(problem => problem is not null);
    }

    private string? Compile(string peer, IReadOnlyList<MetadataReference> references)
    {
        using var source = typeof(Adapters).Assembly.GetManifestResourceStream($"{peer}Peer.cs")!;
        using var reader = new StreamReader(source);
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable);
        var compilation = CSharpCompilation.Create(NameOf(peer), [CSharpSyntaxTree.ParseText(reader.ReadToEnd())], references, options);
        var result = compilation.Emit(Path.Combine(_output, NameOf(peer) + ".dll"));
        return result.Success
            ? null
            : $"the adapter for {peer} does not compile against the assemblies in the folder. {string.Join(' ', result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))}";
    }

    // The assemblies that this program runs with, and those of the folder, except for ones that the program has too.
    private static IReadOnlyList<MetadataReference> References(string folder)
    {
        var own = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return [.. own.Concat(Directory.GetFiles(folder, "*.dll").Where(IsManaged)).DistinctBy(Path.GetFileName, StringComparer.OrdinalIgnoreCase).Select(path => MetadataReference.CreateFromFile(path))];
    }

    private static bool IsManaged(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        return file.HasMetadata;
    }

    private static string NameOf(string peer) => $"Hotpatch.Benchmarks.{peer}";
}
