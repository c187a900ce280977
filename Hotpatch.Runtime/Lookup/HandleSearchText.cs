using System.Reflection;
using Hotpatch.Naming;

namespace Hotpatch.Lookup;

/// <summary>The messages of look-ups that find nothing: what was expected, what was found, and what to do.</summary>
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

    /// <summary>Returns the message for a handle declaration that was not filled in. The declaration only has the method's name.</summary>
    public static string NotWoven(string method)
        => WeavingNote.ReasonFor(method) is { } reason
            ? $"{method}: a woven method was expected, but its assembly was not woven. {reason}"
            : $"{method}: a woven method was expected, but its assembly was not woven, or the weaver left this method as it is. "
                + $"The build log says which. {WeavingNote.Weave}";

    /// <summary>Returns the message for a handle declaration in a project that was built with weaving switched off.</summary>
    public static string SwitchedOff(string method, string property)
        => $"{method}: a woven method was expected, but its assembly was not woven. Its project was built with {WeavingNote.Describe(property)}. "
            + "Build it again without that property.";

    /// <summary>Returns the message for a full name whose type is in an assembly that was not woven.</summary>
    public static string NotWoven(string name, Assembly assembly)
        => $"{name}: a method of a woven assembly was expected, but {assembly.GetName().Name} was not woven. {WeavingNote.WayOut(assembly)}";

    public static string NotPatchable(MethodBase method)
        => $"{MethodName.Of(method)}: a patchable method was expected, but this one is not marked. Mark the method or its type with [Patchable].";

    public static string BoundDelegate(MethodInfo method)
    {
        var name = MethodName.Of(method);
        if (method.IsStatic)
        {
            return $"{name}: a delegate of a static method was expected, but one bound to its first argument was found. "
                + "Pass the method itself, as in Patchable.For(Type.Method).";
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
                + $"{string.Join(" and ", named.Select(handle => DelegateText.Describe(handle.DelegateType)))} {WasOrWere(named.Count)} found. "
                + "Use the signature of a patchable overload.";
        }

        if (method == ConstructorInfo.TypeConstructorName)
        {
            return $"{name}: a patchable method was expected, but a static constructor was found, which runs once. Move its body to a method, call that from it, and "
                + "mark the method with [Patchable]. To patch calls that it makes to another assembly, name them in [assembly: PatchableCalls(…)].";
        }

        for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (WovenAssembly.Of(ancestor.Assembly).Find(ancestor)?.Index.Named(method) is [var inherited, ..])
            {
                return $"{name}: a patchable method was expected, but it is declared by a base type: {inherited.Name}. "
                    + "If the type overrides it, mark the override too, or set Inherited = true on the mark of the base's method.";
            }
        }

        var near = WovenAssembly.Of(type.Assembly).Find(type) is { } woven ? NearestNames.Of(method, SimpleNames(woven)) : [];
        return $"{name}: a patchable method was expected, but the type has none of that name"
            + (near.Count > 0
                ? $"; the nearest {(near.Count == 1 ? "name is" : "names are")} {string.Join(" and ", near)}. Check the name, or mark the method with [Patchable]."
                : ". Mark the method or its type with [Patchable].");
    }

    private static IEnumerable<string> SimpleNames(WovenType woven)
        => woven.Handles.Select(handle => handle.Method.Name).Concat(woven.Generics.SelectMany(generic => generic.Methods).Select(generic => generic.Method.Name));

    public static string OtherArguments(Type type, string method, Type[] typeArguments, IEnumerable<string> named)
    {
        var found = typeArguments.Length == 0 ? "none" : string.Join(" and ", typeArguments.Select(argument => argument is null ? "null" : MethodName.Of(argument)));
        return $"{MethodName.Of(type)}.{method}: type arguments that fit {string.Join(" or ", named)} were expected after the name, "
            + $"but {found} {WasOrWere(typeArguments.Length)} found. Pass as many as the method itself has. For all instantiations, use Patchable.ForAll.";
    }

    public static string Generic(string name, string found)
        => $"{name}: the full name of a patchable method in a loaded assembly was expected, but the name of a generic one was found: {found}. "
            + $"For all its instantiations, use Patchable.ForAll(\"{found}\"); for one, use that handle's For.";

    public static string OpenType(Type type, string method)
        => $"{MethodName.Of(type)}.{method}: an instantiation of the type was expected, but its definition was found. "
            + "For all instantiations, use Patchable.ForAll.";

    public static string NotGeneric(Type type, string method)
        => $"{MethodName.Of(type)}.{method}: a generic patchable method, or one of a generic type, was expected, but the type has none of that "
            + "name. For other methods, use Patchable.For.";

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
        return $"{name}: the full name of a patchable method in a loaded assembly was expected, but {found}. "
            + (near.Length > 0 ? "Use one of these names." : "Check the name, and that the method's assembly is loaded.");
    }

    /// <summary>Returns the nearest names, for the end of a message. Names of the same type come first, since the type is rarely misspelt.</summary>
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

    /// <summary>
    /// Returns the message for a name that several methods have. If one assembly is loaded twice, the message says which load contexts have it.
    /// </summary>
    public static string Ambiguous(string name, IReadOnlyCollection<PatchHandle> found)
        => found.Select(handle => handle.Name).Distinct(StringComparer.Ordinal).Count() == found.Count
            ? Ambiguous(name, found.Select(handle => handle.Name))
            : Several(name, found.Select(handle => $"{handle.Name} in {PlaceOf(handle.Stub.Module.Assembly)}"))
                + " Use Patchable.In(assembly) for the methods of one assembly.";

    public static string Ambiguous(string name, IEnumerable<string> found) => $"{Several(name, found)} Use one of these full names.";

    private static string Several(string name, IEnumerable<string> found)
        => $"{name}: the name of one patchable method was expected, but these were found: {string.Join("; ", found)}.";

    private static string PlaceOf(Assembly assembly)
#if NET
        => $"{assembly.GetName().Name} of the load context \"{System.Runtime.Loader.AssemblyLoadContext.GetLoadContext(assembly)?.Name}\"";
#else
        => assembly.GetName().Name!;
#endif

    private static string WasOrWere(int count) => count > 1 ? "were" : "was";

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

    /// <summary>Returns a name without its parameter list.</summary>
    private static string Path(string name) => HandleIndex.PathOf(name).Trim();

    /// <summary>Returns the part of a name that is the type, with the dot at its end.</summary>
    private static string TypeOf(string path) => path.Substring(0, path.LastIndexOfAny(['.', '+']) + 1);

    /// <summary>Returns the signature of an instance method in C#, with the instance as the first parameter.</summary>
    private static string SelfSignature(MethodInfo method)
    {
        var types = method.GetParameters().Select(p => p.ParameterType).Prepend(method.DeclaringType!);
        return method.ReturnType == typeof(void)
            ? $"Action<{string.Join(", ", types.Select(DelegateText.Describe))}>"
            : $"Func<{string.Join(", ", types.Append(method.ReturnType).Select(DelegateText.Describe))}>";
    }
}
