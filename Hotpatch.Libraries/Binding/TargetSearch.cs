using System.Diagnostics.CodeAnalysis;
using Hotpatch.Infrastructure;
using Hotpatch.Libraries.Reports;
using Hotpatch.Naming;

namespace Hotpatch.Libraries.Binding;

/// <summary>Finds the possible targets of a patch by name. The signatures are compared later, by <see cref="PatchFit"/>.</summary>
[RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
internal sealed class TargetSearch(TargetAssemblies assemblies)
{
    /// <summary>Returns the possible targets of a patch; if there are none, the problem says why.</summary>
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

        // If a type of the name exists, the method is missing.
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

    private string NotFound(PatchUsage usage, string typeName, PatchableType[] types)
    {
        if (types.Length > 0)
            return TargetText.NotPatchable(usage, types[0].Type, types[0]);

        if (assemblies.Holding(typeName) is { } assembly)
        {
            var why = assemblies.Find(assembly, out var reason) is null ? reason : "none of its methods is patchable; mark the type, or its methods, with [Patchable]";
            return $"{usage.Text}: a type with patchable methods was expected, but {typeName} was found in {assembly.GetName().Name}, and {why}";
        }

        var names = assemblies.Woven.SelectMany(woven => woven.Types).Select(type => MethodName.Of(type.Type));
        return $"{usage.Text}: a type with patchable methods was expected, but {typeName} was not found in a loaded assembly"
            + TargetText.Nearest(typeName, names);
    }

    private PatchableType[] TypesNamed(string name) => assemblies.Woven.Select(woven => woven.Find(name)).OfType<PatchableType>().ToArray();

    /// <summary>Returns the ways to split a full name into type and method, the last dot first. Names of methods can contain dots.</summary>
    public static IEnumerable<(string Type, string Method)> Splits(string name)
    {
        var end = name.IndexOf('(', StringComparison.Ordinal) is var parenthesis and >= 0 ? parenthesis : name.Length;
        for (var dot = end; dot > 0;)
        {
            dot = name.LastIndexOf('.', dot - 1);
            if (dot <= 0)
                yield break;

            // The name .ctor begins with a dot, as in Shop.PriceService..ctor.
            if (name[dot - 1] == '.')
                dot--;

            yield return (name[..dot], name[(dot + 1)..]);
        }
    }

    private static IEnumerable<Target> Named(PatchableType type, string name) => All(type).Where(target => MethodName.SimpleNamesOf(target.Method).Contains(name, StringComparer.Ordinal));

    private static IEnumerable<Target> InFull(PatchableType type, string wanted, string method)
        => All(type).Where(target => MethodName.IsMeant(wanted, target.Name) || MethodName.IsMeantGeneric(wanted, target.Name)
            || MethodName.SimpleNamesOf(target.Method).Contains(method, StringComparer.Ordinal));

    private static IEnumerable<Target> All(PatchableType type)
        => type.Handles.Select(handle => new Target(handle))
            .Concat(type.Generics.Select(generic => new Target(generic)));
}
