using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Hotpatch.Infrastructure;
using Hotpatch.Libraries.Context;
using Hotpatch.Libraries.Reports;

namespace Hotpatch.Libraries.Binding;

/// <summary>
/// The woven assemblies whose methods a library may patch: those that the caller names, or all loaded ones that belong to no patch library.
/// </summary>
[RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
internal sealed class TargetAssemblies
{
    private static readonly string Runtime = typeof(Patchable).Assembly.GetName().Name!;

    private readonly Dictionary<Assembly, PatchableAssembly> _woven = [];
    private readonly bool _areNamed;

    public TargetAssemblies(IReadOnlyCollection<Assembly>? named, LibraryProblems problems)
    {
        _areNamed = named is not null;
        foreach (var assembly in named ?? AppDomain.CurrentDomain.GetAssemblies().Where(MayBeTarget))
            Add(assembly, problems);
    }

    public IEnumerable<PatchableAssembly> Woven => _woven.Values;

    /// <summary>Gets whether the caller names the assemblies that may be patched.</summary>
    public bool AreNamed => _areNamed;

    /// <summary>Returns the patchable methods of an assembly; null, with a reason, if the assembly is not a target.</summary>
    public PatchableAssembly? Find(Assembly assembly, out string? reason)
    {
        reason = null;
        if (_woven.TryGetValue(assembly, out var woven))
            return woven;

        reason = ReasonOf(assembly, PatchableAssembly.HowToWeave(assembly).TrimEnd('.'));
        return null;
    }

    /// <summary>Returns the woven assemblies of a simple name; none, with a reason, if there are none that may be patched.</summary>
    public IReadOnlyList<(AssemblyName Name, PatchableAssembly Woven)> Named(string name, out string? reason)
    {
        var found = _woven.Select(pair => (Name: pair.Key.GetName(), Woven: pair.Value)).Where(assembly => assembly.Name.Name == name).ToArray();
        reason = null;
        if (found.Length > 0)
            return found;

        var loaded = AppDomain.CurrentDomain.GetAssemblies().Where(MayBeTarget);
        reason = name == Runtime ? $"woven code calls {Runtime}, so the calls that it makes itself can't be patchable"
            : loaded.FirstOrDefault(assembly => assembly.GetName().Name == name) is { } other
            ? ReasonOf(other, $"Weave it, or let <HotpatchReference Include=\"{name}\" Calls=\"…\" /> in the program's project file weave a copy")
            : "none of that name is loaded" + TargetText.Nearest(name, _woven.Keys.Select(assembly => assembly.GetName().Name!));
        return found;
    }

    /// <summary>Returns the types of a full name in the loaded assemblies, woven or not, those of patch libraries excepted.</summary>
    public static IReadOnlyList<Type> TypesNamed(string name)
    {
        Type[] types = [.. AppDomain.CurrentDomain.GetAssemblies().Where(MayBeTarget)
            .Select(assembly => assembly.GetType(name, throwOnError: false))
            .OfType<Type>()
            .Distinct()];

        // Assemblies have internal copies of types that another one makes public.
        return Array.FindAll(types, type => type.IsVisible) is { Length: > 0 } visible ? visible : types;
    }

    private string ReasonOf(Assembly assembly, string howToWeave)
    {
        var name = assembly.GetName().Name;
        return LibraryContext.IsLibraryContext(assembly) ? $"{name} of the patch library itself was found"
            : _areNamed ? $"{name} is not among the Targets of the options"
            : $"{name} was not woven. {howToWeave}";
    }

    /// <summary>
    /// Returns a loaded assembly with a type of this name, woven or not; null if there is none. Prefers assemblies that may be patched.
    /// </summary>
    public Assembly? Holding(string type)
        => _woven.Keys.Concat(AppDomain.CurrentDomain.GetAssemblies().Where(MayBeTarget))
            .FirstOrDefault(assembly => assembly.GetType(type, throwOnError: false) is not null);

    private static bool MayBeTarget(Assembly assembly) => !assembly.IsDynamic && !LibraryContext.IsLibraryContext(assembly);

    private void Add(Assembly assembly, LibraryProblems problems)
    {
        try
        {
            if (PatchableAssembly.Of(assembly) is { } woven)
                _woven.TryAdd(assembly, woven);
            else if (_areNamed)
                problems.Add($"{assembly.GetName().Name}: a woven assembly was expected, but this one was not woven");
        }
        catch (ContractVersionException exception)
        {
            problems.Add(exception.Message);
        }
    }
}
