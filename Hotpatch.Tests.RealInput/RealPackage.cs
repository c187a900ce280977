using System.Reflection;
using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Tests.RealInput;

/// <summary>A package that nobody here wrote: as it comes and woven, each beside a workload of its own; made once, for all tests.</summary>
internal sealed class RealPackage
{
    /// <summary>What all runs of the workload begin with.</summary>
    public const int Seed = 20260101;

    private static readonly TempFolder Folder = new();

    private readonly string _config;
    private readonly string _kind;
    private readonly string[] _assemblies;
    private readonly Lazy<IReadOnlyList<WovenFile>> _files;
    private readonly Lazy<Workload> _plain;
    private readonly Lazy<Workload> _woven;
    private readonly Lazy<IReadOnlyList<PatchHandle>> _handles;
    private readonly Lazy<IReadOnlyList<GenericPatchHandle>> _generics;
    private readonly Lazy<string[]> _expected;

    /// <param name="name">The package's; the workload's sources lie in a folder of that name.</param>
    /// <param name="assemblies">The assemblies of the package, all of which are woven.</param>
    public RealPackage(string name, params string[] assemblies)
        : this(name, WovenFile.ScopeAll, "Woven", assemblies, plain: null)
    {
    }

    private RealPackage(string name, string config, string kind, string[] assemblies, RealPackage? plain)
    {
        (Name, _config, _kind, _assemblies) = (name, config, kind, assemblies);
        References = ReferenceList.OfFixture("Release").With([.. assemblies.Select(PlainPath)]);
        _files = new(() => [.. assemblies.Select(Weave)]);
        _plain = plain?._plain ?? new(() => Load("Plain", [.. assemblies.Select(PlainPath)]));
        _woven = new(() => Load(kind, [.. Files.Select(file => file.Path)]));
        _handles = new(() => [.. assemblies.Select(Woven.Assembly).SelectMany(Patchable.In).Where(handle => !IsGeneric(handle.Method))]);
        _generics = new(() => [.. assemblies.Select(Woven.Assembly).SelectMany(Patchable.GenericIn)]);
        _expected = plain?._expected ?? new(() => Plain.Run(Seed));
    }

    public string Name { get; }

    /// <summary>Fewer methods woven than this would be a loss.</summary>
    public required int LeastWoven { get; init; }

    /// <summary>The workload must run at least this share of the woven methods, in percent.</summary>
    public required int LeastShareRun { get; init; }

    /// <summary>The workload must give at least so many different lines.</summary>
    public required int LeastLines { get; init; }

    public ReferenceList References { get; }

    public IReadOnlyList<WovenFile> Files => _files.Value;

    public Workload Plain => _plain.Value;

    public Workload Woven => _woven.Value;

    /// <summary>The handles of what is not generic.</summary>
    public IReadOnlyList<PatchHandle> Handles => _handles.Value;

    /// <summary>The handles of generic methods and of methods of generic types, each for all instantiations.</summary>
    public IReadOnlyList<GenericPatchHandle> Generics => _generics.Value;

    /// <summary>Removes all patches.</summary>
    public void RestoreAll()
    {
        foreach (var handle in Handles)
            handle.Restore();

        foreach (var generic in Generics)
            generic.Restore();
    }

    /// <summary>What the workload gives beside the package as it comes.</summary>
    public string[] Expected => _expected.Value;

    /// <summary>What the workload gives beside the woven package, as it is patched now.</summary>
    public string[] Run() => Woven.Run(Seed);

    /// <summary>
    /// The same package, with all calls patchable that it makes to other assemblies, and none of its own methods. The plain one is loaded once for both:
    /// Newtonsoft.Json would find the workload's types twice.
    /// </summary>
    public RealPackage OfCalls(int leastWoven, int leastShareRun)
        => new(Name, WovenFile.AllCalls, "Calls", _assemblies, this) { LeastWoven = leastWoven, LeastShareRun = leastShareRun, LeastLines = LeastLines };

    public override string ToString() => Name;

    /// <summary>Deletes what was woven; for the end of all tests.</summary>
    public static void CleanUp() => Folder.Dispose();

    private static bool IsGeneric(MethodBase method) => method.IsGenericMethod || method.DeclaringType is { IsGenericType: true };

    private static string PlainPath(string assembly) => Path.Combine(AppContext.BaseDirectory, assembly + ".dll");

    private WovenFile Weave(string assembly)
    {
        var plain = PlainPath(assembly);
        var woven = WovenFile.Weave(plain, Folder.PathOf(Name, _kind, Path.GetFileName(plain)), References, _config);
        CopyTranslations(assembly, Path.GetDirectoryName(woven.Path)!);
        return woven;
    }

    // They are looked for beside the assembly.
    private static void CopyTranslations(string assembly, string folder)
    {
        foreach (var path in Directory.EnumerateFiles(AppContext.BaseDirectory, assembly + ".resources.dll", SearchOption.AllDirectories))
        {
            var culture = Path.Combine(folder, Path.GetFileName(Path.GetDirectoryName(path)!));
            Directory.CreateDirectory(culture);
            File.Copy(path, Path.Combine(culture, Path.GetFileName(path)));
        }
    }

    // Under names of the same length: Newtonsoft.Json looks types up by assembly name, in every load context.
    private Workload Load(string kind, string[] assemblies)
        => new(Name, kind, assemblies, Compiled.ToFolder(
            Folder.PathOf(Name, "Workload"), WorkloadSources.Of(Name), Workload.NameOf(Name, kind), References, OptimizationLevel.Release));
}
