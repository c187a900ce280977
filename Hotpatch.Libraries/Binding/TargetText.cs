using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Hotpatch.Infrastructure;
using Hotpatch.Libraries.Reports;
using Hotpatch.Naming;

namespace Hotpatch.Libraries.Binding;

/// <summary>What is said of a target that is not there, or that the patch does not fit.</summary>
[RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
internal static class TargetText
{
    private const BindingFlags Any
        = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.FlattenHierarchy;

    /// <summary>For the end of a message: what may be meant; empty where nothing is near.</summary>
    public static string Nearest(string name, IEnumerable<string> names)
        => NearestNames.Of(name, names) is { Count: > 0 } near ? $"; the nearest names are {string.Join(" and ", near)}" : string.Empty;

    /// <summary>The type has no patchable method of the name.</summary>
    public static string NotPatchable(PatchUsage usage, Type type, PatchableType? woven)
    {
        var name = usage.FullName is { } full ? SimpleName(full) : usage.Name;
        var members = type.GetMember(name, Any);
        var text = $"{usage.Text}: a patchable method was expected, but ";
        if (members.FirstOrDefault(member => member.DeclaringType != type) is { DeclaringType: { } declaring } && members.All(member => member.DeclaringType != type))
            return $"{text}it is declared by a base type, {MethodName.Of(declaring)}";

        if (members.Length > 0)
            return $"{text}this one is not. Mark it, or its type, with [Patchable]";

        return $"{text}{MethodName.Of(type)} has none of that name{Nearest(name, Names(woven is null ? [] : [woven]))}";
    }

    /// <summary>There are patchable methods of the name, with other parameters, or there are none.</summary>
    public static string NoOverload(PatchUsage usage, IEnumerable<Target> named, PatchableType[] types)
    {
        var found = named.Select(target => target.Name).ToArray();
        if (found.Length == 0)
            return NotPatchable(usage, types[0].Type, types[0]);

        return $"{usage.Text}: a patchable method of that name with these parameters was expected, but only these were found: {string.Join("; ", found)}";
    }

    public static string WrongVersion(PatchUsage usage, IEnumerable<Target> targets)
    {
        var found = targets.Select(target => $"{target.Assembly.Name} {target.Assembly.Version}").Distinct(StringComparer.Ordinal);
        return $"{usage.Text}: {usage.Versions} of the target's assembly was expected, but {string.Join(" and ", found)} was found";
    }

    public static string Ambiguous(PatchUsage usage, IEnumerable<Target> targets)
    {
        var found = targets.Select(target => target.Name).ToArray();
        var where = found.Distinct(StringComparer.Ordinal).Count() < found.Length
            ? " in several assemblies of that name; say in the options' Targets which of them is meant"
            : string.Empty;
        return $"{usage.Text}: one target was expected, but these fit: {string.Join("; ", found)}{where}";
    }

    public static string Mismatch(string text, string found, string expected)
        => $"{text}: found, but its type is {found} where {expected} was expected";

    /// <summary>No patch of the library is for the one handle that is asked for.</summary>
    public static string NoneFor(PatchHandle only, IReadOnlyList<PatchUsage> usages)
    {
        var names = usages.Select(usage => usage.TargetName).Distinct(StringComparer.Ordinal).ToArray();
        var near = NearestNames.Of(only.Name.Split('(')[0], names);
        var found = near.Count > 0 ? near : names.Take(3).ToArray();
        return $"{only.Name}: a patch for it was expected, but the library's are for others, such as {string.Join(" and ", found)}";
    }

    private static IEnumerable<string> Names(IEnumerable<PatchableType> types)
        => types.SelectMany(type => type.Handles.Select(handle => handle.Method).Concat(
                type.Generics.Select(generic => generic.Method)))
            .Select(method => method.Name);

    private static string SimpleName(string fullName)
    {
        var path = fullName.Split('(')[0].Split('<')[0];
        return path.EndsWith("..ctor", StringComparison.Ordinal) ? ".ctor" : path[(path.LastIndexOf('.') + 1)..].Trim();
    }
}
