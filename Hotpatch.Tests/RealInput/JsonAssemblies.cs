using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;
using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Tests.RealInput;

/// <summary>Newtonsoft.Json as it comes and woven, each loaded with a copy of the workload; made once, for all tests.</summary>
internal sealed class JsonAssemblies
{
    private const string WorkloadName = "JsonWorkload";
    private const string PlainWorkload = WorkloadName + "Plain";
    private const string WovenWorkload = WorkloadName + "Woven";

    private static readonly Lazy<JsonAssemblies> Made = new(() => new JsonAssemblies());
    private static readonly TempFolder Folder = new();

    private JsonAssemblies()
    {
        PlainPath = typeof(Newtonsoft.Json.JsonConvert).Assembly.Location;
        References = ReferenceList.OfFixture("Release");
        Marked = MarkedAssembly.Write(PlainPath, Folder.PathOf("marked", "Newtonsoft.Json.dll"), References);
        var watch = Stopwatch.StartNew();
        WovenPath = WeaverRun.Succeed(Marked.Path, Folder.PathOf("woven", "Newtonsoft.Json.dll"), References).Output;
        WeavingTime = watch.Elapsed;

        // Under two names of the same length: Newtonsoft.Json looks types up by assembly name, in every load context.
        Plain = new Workload(PlainPath, Compile(PlainWorkload));
        Woven = new Workload(WovenPath, Compile(WovenWorkload));
        Handles = Patchable.In(Woven.Json);
    }

    public static JsonAssemblies Instance => Made.Value;

    public ReferenceList References { get; }

    public string PlainPath { get; }

    public string WovenPath { get; }

    public TimeSpan WeavingTime { get; }

    public MarkedAssembly Marked { get; }

    public Workload Plain { get; }

    public Workload Woven { get; }

    public IReadOnlyList<PatchHandle> Handles { get; }

    private string Compile(string name)
        => Compiled.ToFolder(
            Folder.PathOf("workload"), WorkloadSource(), name, References.With(PlainPath), symbols: null, OptimizationLevel.Release);

    // Each file is one namespace with its usings inside, so that they may follow one another.
    private static string WorkloadSource()
    {
        var tests = typeof(JsonAssemblies).Assembly;
        var names = tests.GetManifestResourceNames()
            .Where(name => name.StartsWith(WorkloadName + "/", StringComparison.Ordinal))
            .Order()
            .ToArray();
        Assert.That(names, Is.Not.Empty);
        return string.Join('\n', names.Select(name =>
        {
            using var reader = new StreamReader(tests.GetManifestResourceStream(name)!);
            return reader.ReadToEnd();
        }));
    }

    /// <summary>The workload beside one Newtonsoft.Json, in a load context of their own that shares Hotpatch.Runtime.</summary>
    internal sealed class Workload : AssemblyLoadContext
    {
        private readonly Dictionary<string, string> _paths;
        private readonly Func<int, string[]> _run;
        private readonly string _name;

        public Workload(string json, string workload)
            : base(Path.GetFileName(Path.GetDirectoryName(json)))
        {
            _paths = new() { ["Newtonsoft.Json"] = json };
            _name = Path.GetFileNameWithoutExtension(workload);
            var program = LoadFromAssemblyPath(workload).GetType("JsonWorkload.Program", throwOnError: true)!;
            _run = program.GetMethod("Run")!.CreateDelegate<Func<int, string[]>>();
            SerializeOne = program.GetMethod("SerializeOne")!.CreateDelegate<Func<string>>();
        }

        public Func<string> SerializeOne { get; }

        public Assembly Json => LoadFromAssemblyName(new AssemblyName("Newtonsoft.Json"));

        /// <summary>What the workload gives, whatever its assembly is called.</summary>
        public string[] Run(int seed) => [.. _run(seed).Select(line => line.Replace(_name, WorkloadName, StringComparison.Ordinal))];

        protected override Assembly? Load(AssemblyName assemblyName)
            => _paths.TryGetValue(assemblyName.Name!, out var path) ? LoadFromAssemblyPath(path) : null;
    }
}
