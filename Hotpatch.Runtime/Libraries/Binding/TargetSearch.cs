using System.Diagnostics.CodeAnalysis;
using Hotpatch.Lookup;
using Hotpatch.Naming;

namespace Hotpatch.Libraries.Binding;

/// <summary>Finds what a patch may mean by its target: the methods of that name, whatever their signature.</summary>
[RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
internal sealed class TargetSearch(TargetAssemblies assemblies)
{
    /// <summary>The targets; where there are none, why.</summary>
    public IReadOnlyList<Target> Find(PatchUsage usage, out string? problem)
        => usage.FullName is { } name ? ByFullName(usage, name, out problem)
            : usage.Type is { } type ? ByType(usage, type, out problem)
            : ByTypeName(usage, out problem);

    private Target[] ByType(PatchUsage usage, Type type, out string? problem)
    {
        if (assemblies.Find(type.Assembly, out var reason) is not { } woven)
        {
            problem = $"{usage.Text}: a type of a woven assembly was expected, but {reason}";
            return [];
        }

        var found = woven.Find(type) is { } wovenType ? Named(wovenType, usage.Name).ToArray() : [];
        problem = found.Length > 0 ? null : TargetText.NotPatchable(usage, type, woven.Find(type));
        return found;
    }

    private Target[] ByTypeName(PatchUsage usage, out string? problem)
    {
        var types = TypesNamed(usage.TypeName);
        var found = types.SelectMany(type => Named(type, usage.Name)).ToArray();
        problem = found.Length > 0 ? null : NotFound(usage, usage.TypeName, types);
        return found;
    }

    private Target[] ByFullName(PatchUsage usage, string fullName, out string? problem)
    {
        var wanted = fullName.Replace(" ", string.Empty, StringComparison.Ordinal);
        var found = Splits(wanted).SelectMany(split => TypesNamed(split.Type).SelectMany(type => InFull(type, wanted, split.Method))).ToArray();
        problem = null;
        if (found.Length > 0)
            return found;

        // The type is there: then it is the method that is not.
        foreach (var (typeName, method) in Splits(wanted))
        {
            if (TypesNamed(typeName) is { Length: > 0 } types)
            {
                problem = method.Contains('(', StringComparison.Ordinal)
                    ? TargetText.NoOverload(usage, types.SelectMany(type => Named(type, method[..method.IndexOf('(', StringComparison.Ordinal)])), types)
                    : TargetText.NotPatchable(usage, types[0].Type, types[0]);
                return found;
            }
        }

        var (lastType, _) = Splits(wanted).FirstOrDefault((wanted, string.Empty));
        problem = NotFound(usage, lastType, []);
        return found;
    }

    private string NotFound(PatchUsage usage, string typeName, WovenType[] types)
    {
        if (types.Length > 0)
            return TargetText.NotPatchable(usage, types[0].Type, types[0]);

        if (assemblies.Holding(typeName) is { } assembly)
        {
            var why = assemblies.Find(assembly, out var reason) is null ? reason : "it has none; mark it, or its methods, with [Patchable]";
            return $"{usage.Text}: a type with patchable methods was expected, but {typeName} is in {assembly.GetName().Name}, and {why}";
        }

        var names = assemblies.Woven.SelectMany(woven => woven.Types).Select(type => MethodName.Of(type.Type));
        return $"{usage.Text}: a type with patchable methods was expected, but {typeName} was not found in a loaded assembly"
            + TargetText.Nearest(typeName, names);
    }

    private WovenType[] TypesNamed(string name) => assemblies.Woven.Select(woven => woven.Find(name)).OfType<WovenType>().ToArray();

    /// <summary>Where a full name may end that of the type, from the right: names of methods can have dots.</summary>
    private static IEnumerable<(string Type, string Method)> Splits(string name)
    {
        var end = name.IndexOf('(', StringComparison.Ordinal) is var parenthesis and >= 0 ? parenthesis : name.Length;
        for (var dot = end; dot > 0;)
        {
            dot = name.LastIndexOf('.', dot - 1);
            if (dot <= 0)
                yield break;

            // Shop.PriceService..ctor
            if (name[dot - 1] == '.')
                dot--;

            yield return (name[..dot], name[(dot + 1)..]);
        }
    }

    private static IEnumerable<Target> Named(WovenType type, string name) => All(type).Where(target => HandleIndex.IsNamed(target.Method, name));

    private static IEnumerable<Target> InFull(WovenType type, string wanted, string method)
        => All(type).Where(target => HandleSearch.Names(wanted, target.Name) || HandleSearch.NamesGeneric(wanted, target.Name)
            || HandleIndex.IsNamed(target.Method, method));

    private static IEnumerable<Target> All(WovenType type)
        => type.Handles.Select(handle => new Target(handle))
            .Concat(type.Generics.SelectMany(generic => generic.Methods).Select(generic => new Target(generic)));
}
