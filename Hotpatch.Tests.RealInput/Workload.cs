using System.Globalization;
using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Runtime.Loader;

namespace Hotpatch.Tests.RealInput;

/// <summary>A workload beside its package, plain or woven, in a load context of their own that shares Hotpatch.Runtime.</summary>
internal sealed class Workload : AssemblyLoadContext
{
    // Compilers and decompilers go deep, and replacements deeper.
    private const int StackSize = 64 * 1024 * 1024;

    private readonly Dictionary<string, string> _paths;
    private readonly Type _program;
    private readonly string _name;
    private readonly string _neutralName;

    public Workload(string package, string kind, IEnumerable<string> assemblies, string workload)
        : base(NameOf(package, kind))
    {
        _paths = assemblies.ToDictionary(path => Path.GetFileNameWithoutExtension(path));
        _name = NameOf(package, kind);
        _neutralName = NameOf(package, string.Empty);
        _program = LoadFromAssemblyPath(workload).GetType("Workload.Program", throwOnError: true)!;
    }

    public static string NameOf(string package, string kind) => $"{package}.Workload{kind}";

    public Assembly Assembly(string name) => LoadFromAssemblyName(new AssemblyName(name));

    /// <summary>A method of the workload's program.</summary>
    public TDelegate Method<TDelegate>(string name)
        where TDelegate : Delegate
        => _program.GetMethod(name)!.CreateDelegate<TDelegate>();

    /// <summary>What the workload gives, whatever its assembly is called and whatever culture the machine has.</summary>
    public string[] Run(int seed)
    {
        var run = Method<Func<int, string[]>>("Run");
        string[] lines = [];
        ExceptionDispatchInfo? thrown = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    lines = run(seed);
                }
#pragma warning disable CA1031 // It would end the process here; it is thrown below.
                catch (Exception exception)
#pragma warning restore CA1031
                {
                    thrown = ExceptionDispatchInfo.Capture(exception);
                }
            },
            StackSize)
        {
            CurrentCulture = CultureInfo.InvariantCulture,
            CurrentUICulture = CultureInfo.InvariantCulture,
        };
        thread.Start();
        thread.Join();
        thrown?.Throw();
        return [.. lines.Select(line => line.Replace(_name, _neutralName, StringComparison.Ordinal))];
    }

    protected override Assembly? Load(AssemblyName assemblyName)
        => _paths.TryGetValue(assemblyName.Name!, out var path) ? LoadFromAssemblyPath(path) : null;
}
