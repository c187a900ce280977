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
    private readonly Dictionary<Assembly, PatchableAssembly> _woven = [];
    private readonly bool _areNamed;

    public TargetAssemblies(IReadOnlyCollection<Assembly>? named, LibraryProblems problems)
    {
        _areNamed = named is not null;
        foreach (var assembly in named ?? AppDomain.CurrentDomain.GetAssemblies().Where(MayBeTarget))
            Add(assembly, problems);
    }

    public IEnumerable<PatchableAssembly> Woven => _woven.Values;

    /// <summary>Returns the patchable methods of an assembly; null, with a reason, if the assembly is not a target.</summary>
    public PatchableAssembly? Find(Assembly assembly, out string? reason)
    {
        reason = null;
        if (_woven.TryGetValue(assembly, out var woven))
            return woven;

        var name = assembly.GetName().Name;
        reason = LibraryContext.IsLibraryContext(assembly) ? $"{name} of the patch library itself was found"
            : _areNamed ? $"{name} is not among the Targets of the options"
            : $"{name} was not woven. {PatchableAssembly.HowToWeave(assembly).TrimEnd('.')}";
        return null;
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
