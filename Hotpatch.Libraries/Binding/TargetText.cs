using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Hotpatch.Infrastructure;
using Hotpatch.Libraries.Reports;
using Hotpatch.Naming;

namespace Hotpatch.Libraries.Binding;

/// <summary>Messages about targets that are missing, or that a patch does not fit.</summary>
[RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
internal static class TargetText
{
    private const BindingFlags Any
        = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.FlattenHierarchy;

    /// <summary>Returns the end of a message that suggests similar names; empty if there are none.</summary>
    public static string Nearest(string name, IEnumerable<string> names)
        => NearestNames.Of(name, names) is { Count: > 0 } near ? $"; the nearest names are {string.Join(" and ", near)}" : string.Empty;

    /// <summary>Returns the message for a type without a patchable method of the name.</summary>
    public static string NotPatchable(PatchUsage usage, Type type, PatchableType? woven)
    {
        var name = usage.FullName is { } full ? SimpleName(full) : usage.Name;
        var members = type.GetMember(name, Any);
        var text = $"{usage.Text}: a patchable method was expected, but ";
        if (members.FirstOrDefault(member => member.DeclaringType != type) is { DeclaringType: { } declaring } && members.All(member => member.DeclaringType != type))
            return $"{text}the method is declared by the base type {MethodName.Of(declaring)}. Name that type";

        if (members.Length > 0)
            return $"{text}this method is not patchable. Mark it, or its type, with [Patchable]";

        return $"{text}{MethodName.Of(type)} has none of that name{Nearest(name, Names(woven is null ? [] : [woven]))}";
    }

    /// <summary>Returns the message for a type whose patchable methods of the name have other parameters, or that has none.</summary>
    public static string NoOverload(PatchUsage usage, IEnumerable<Target> named, PatchableType[] types)
    {
        var found = named.Select(target => target.Name).ToArray();
        if (found.Length == 0)
            return NotPatchable(usage, types[0].Type, types[0]);

        return $"{usage.Text}: a patchable method of that name with these parameters was expected, but only these were found: {string.Join("; ", found)}";
    }

    /// <summary>Returns the message for targets whose assemblies have a version that the patch is not for.</summary>
    public static string WrongVersion(PatchUsage usage, IEnumerable<Target> targets)
    {
        var found = targets.Select(target => $"{target.Assembly.Name} {target.Assembly.Version}").Distinct(StringComparer.Ordinal);
        return $"{usage.Text}: {usage.Versions} of the {(usage.Caller is null ? "target's assembly" : "assembly that makes the calls")} was expected, but {string.Join(" and ", found)} was found";
    }

    /// <summary>Returns the message for a patch that fits several targets.</summary>
    public static string Ambiguous(PatchUsage usage, IEnumerable<Target> targets)
    {
        var found = targets.Select(target => target.Name).ToArray();
        var where = found.Distinct(StringComparer.Ordinal).Count() < found.Length
            ? " in several assemblies of that name; say in the options' Targets which of them is meant"
            : string.Empty;
        return $"{usage.Text}: one target was expected, but these fit: {string.Join("; ", found)}{where}";
    }

    /// <summary>Returns the message for a library's method with another signature than the target demands.</summary>
    public static string Mismatch(string expected, string found) => $"a method with the signature {expected} was expected, but {found} was found";

    /// <summary>Returns the message for a library without a patch of the one handle that the caller asks for.</summary>
    public static string NoneFor(PatchHandle only, IReadOnlyList<PatchUsage> usages)
    {
        var names = usages.Select(usage => usage.TargetName).Distinct(StringComparer.Ordinal).ToArray();
        var near = NearestNames.Of(only.Name.Split('(')[0], names);
        var found = near.Count > 0 ? near : names.Take(3).ToArray();
        return $"{only.Name}: a patch of this method was expected, but patches of others were found, such as {string.Join(" and ", found)}";
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
