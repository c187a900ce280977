using System.Reflection;
using Hotpatch.Naming;

namespace Hotpatch.Lookup;

/// <summary>What a search says when it finds nothing: what was asked for, what is there, and the way out.</summary>
internal static class HandleSearchText
{
    private const int MostNames = 8;

    public static string NotWoven(Assembly assembly, MemberInfo? subject)
    {
        var name = subject switch
        {
            MethodBase method => MethodName.Of(method) + ": ",
            Type type => MethodName.Of(type) + ": ",
            _ => string.Empty,
        };
        return $"{name}a woven assembly was expected, but {assembly.GetName().Name} was not woven. {WeavingNote.WayOut(assembly)}";
    }

    /// <summary>For a handle that was declared, but not filled in. A declaration has only the method's name.</summary>
    public static string NotWoven(string method)
        => WeavingNote.ReasonFor(method) is { } reason
            ? $"{method}: a woven method was expected, but its assembly was not woven. {reason}"
            : $"{method}: a woven method was expected, but its assembly was not woven, or left this method as it is: the build's log says why. {WeavingNote.Weave}";

    /// <summary>For a handle that was declared in a project that was built with weaving switched off.</summary>
    public static string SwitchedOff(string method, string property)
        => $"{method}: a woven method was expected, but its assembly was not woven. Its project was built with {WeavingNote.Describe(property)}. Build it again without that property.";

    /// <summary>For a full name whose type an assembly has that was not woven.</summary>
    public static string NotWoven(string name, Assembly assembly)
        => $"{name}: a method of a woven assembly was expected, but {assembly.GetName().Name} was not woven. {WeavingNote.WayOut(assembly)}";

    public static string NotPatchable(MethodBase method)
        => $"{MethodName.Of(method)}: a patchable method was expected, but this one is not. Mark it, or its type, with [Patchable].";

    public static string BoundDelegate(MethodInfo method)
    {
        var name = MethodName.Of(method);
        if (method.IsStatic)
        {
            return $"{name}: a delegate of a static method was expected, but one bound to its first argument was found. "
                + "Use the method itself, as Type.Method.";
        }

        var type = DelegateText.Describe(method.DeclaringType!);
        return $"{name}: a patch holds for all instances, but a delegate bound to one instance was found. Use {type}.Patches.{method.Name} "
            + $"(before C# 14: {type}Patches.{method.Name}), or Patchable.For<{SelfSignature(method)}>(typeof({type}), \"{method.Name}\").";
    }

    public static string NotFound(Type type, string method, Type wanted, IReadOnlyList<PatchHandle> named)
    {
        var name = $"{MethodName.Of(type)}.{method}";
        if (named.Count > 0)
        {
            return $"{name}: a method with the signature {DelegateText.Describe(wanted)} was expected, but "
                + $"{string.Join(" and ", named.Select(handle => DelegateText.Describe(handle.DelegateType)))} was found.";
        }

        for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (WovenAssembly.Of(ancestor.Assembly).Find(ancestor)?.Index.Named(method) is [var inherited, ..])
            {
                return $"{name}: a patchable method was expected, but it is declared by a base type: {inherited.Name}. "
                    + "If the type overrides it, mark the override too, or set Inherited = true on the mark of the base's method.";
            }
        }

        return $"{name}: a patchable method was expected, but the type has none of that name. Mark it, or its type, with [Patchable].";
    }

    public static string OtherArguments(Type type, string method, Type[] typeArguments, IEnumerable<string> named)
    {
        var found = typeArguments.Length == 0 ? "none" : string.Join(" and ", typeArguments.Select(argument => argument is null ? "null" : MethodName.Of(argument)));
        return $"{MethodName.Of(type)}.{method}: type arguments that fit {string.Join(" or ", named)} were expected after the name, but {found} was found. "
            + "For all instantiations, use Patchable.ForAll.";
    }

    public static string Generic(string name, string found)
        => $"{name}: the full name of a patchable method in a loaded assembly was expected, but that of a generic one was found: {found}. "
            + $"Patchable.ForAll(\"{found}\") has all its instantiations, and its For gives one.";

    public static string OpenType(Type type, string method)
        => $"{MethodName.Of(type)}.{method}: an instantiation of the type was expected, but its definition was found. "
            + "For all instantiations, use Patchable.ForAll.";

    public static string NotGeneric(Type type, string method)
        => $"{MethodName.Of(type)}.{method}: a patchable method that is generic, or whose type is, was expected, but the type has none of that "
            + "name. Other methods' handles are found with Patchable.For.";

    public static string NotFound(string name, IReadOnlyCollection<string> names)
    {
        var simpleName = SimpleName(name);
        var near = names
            .Where(other => string.Equals(SimpleName(other), simpleName, StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(other => CommonPrefix(other, name))
            .Distinct(StringComparer.Ordinal)
            .Take(MostNames)
            .ToArray();
        var found = near.Length > 0 ? "only these were found: " + string.Join("; ", near)
            : names.Count > 0 ? "no patchable method of that name was found" + Nearest(name, names)
            : "no loaded assembly has patchable methods";
        return $"{name}: the full name of a patchable method in a loaded assembly was expected, but {found}.";
    }

    /// <summary>For the end of a message: those of the same type first, since the type is rarely misspelt.</summary>
    private static string Nearest(string name, IEnumerable<string> names)
    {
        var path = Path(name);
        var type = TypeOf(path);
        var paths = names.GroupBy(Path, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
        var near = NearestNames.Of(SimpleName(name), paths.Keys.Where(other => TypeOf(other) == type).Select(SimpleName)).Select(other => type + other).ToArray();
        if (near.Length == 0)
            near = [.. NearestNames.Of(path, paths.Keys)];

        return near.Length == 0
            ? string.Empty
            : "; the nearest names are " + string.Join(" and ", near.SelectMany(other => paths[other]).Distinct(StringComparer.Ordinal).Take(MostNames));
    }

    /// <summary>Where one assembly is loaded twice, its methods' names are there twice.</summary>
    public static string Ambiguous(string name, IReadOnlyCollection<PatchHandle> found)
        => found.Select(handle => handle.Name).Distinct(StringComparer.Ordinal).Count() == found.Count
            ? Ambiguous(name, found.Select(handle => handle.Name))
            : $"{Ambiguous(name, found.Select(handle => $"{handle.Name} in {PlaceOf(handle.Method.Module.Assembly)}"))} Patchable.In(assembly) has those of one assembly.";

    public static string Ambiguous(string name, IEnumerable<string> found)
        => $"{name}: the name of one patchable method was expected, but these were found: {string.Join("; ", found)}.";

    private static string PlaceOf(Assembly assembly)
#if NET
        => $"{assembly.GetName().Name} of the load context \"{System.Runtime.Loader.AssemblyLoadContext.GetLoadContext(assembly)?.Name}\"";
#else
        => assembly.GetName().Name!;
#endif

    private static int CommonPrefix(string left, string right)
    {
        var length = 0;
        while (length < left.Length && length < right.Length && left[length] == right[length])
            length++;

        return length;
    }

    private static string SimpleName(string name)
    {
        var path = Path(name);
        return path.Substring(TypeOf(path).Length);
    }

    /// <summary>The name without its parameters.</summary>
    private static string Path(string name) => HandleIndex.PathOf(name).Trim();

    /// <summary>The name of the type, with the dot.</summary>
    private static string TypeOf(string path) => path.Substring(0, path.LastIndexOfAny(['.', '+']) + 1);

    /// <summary>What C# calls the method's type, with the instance first.</summary>
    private static string SelfSignature(MethodInfo method)
    {
        var types = method.GetParameters().Select(p => p.ParameterType).Prepend(method.DeclaringType!);
        return method.ReturnType == typeof(void)
            ? $"Action<{string.Join(", ", types.Select(DelegateText.Describe))}>"
            : $"Func<{string.Join(", ", types.Append(method.ReturnType).Select(DelegateText.Describe))}>";
    }
}
