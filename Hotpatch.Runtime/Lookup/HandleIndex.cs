using System.Reflection;

namespace Hotpatch.Lookup;

/// <summary>The handles of one type by the names that look-ups have, so that one costs the same however many methods the type has.</summary>
internal sealed class HandleIndex
{
    private static readonly string[] AccessorPrefixes = ["get_", "set_", "add_", "remove_"];

    private readonly Dictionary<string, List<PatchHandle>> _handles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<PatchHandle>> _byPath = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(GenericSlotClass Class, GenericPatchHandle Method)>> _generics = new(StringComparer.Ordinal);

    public HandleIndex(IEnumerable<PatchHandle> handles, IEnumerable<GenericSlotClass> generics)
    {
        foreach (var handle in handles)
        {
            foreach (var name in NamesOf(handle.Method))
                Add(_handles, name, handle);

            Add(_byPath, PathOf(handle.Name), handle);
        }

        foreach (var @class in generics)
        {
            foreach (var method in @class.Methods)
            {
                foreach (var name in NamesOf(method.Method))
                    Add(_generics, name, (@class, method));
            }
        }
    }

    /// <summary>The handles of methods that are not generic, by the method's name or that of its property or event.</summary>
    public IReadOnlyList<PatchHandle> Named(string name) => Find(_handles, name);

    /// <summary>Those by the full name without parameters.</summary>
    public IReadOnlyList<PatchHandle> WithPath(string path) => Find(_byPath, path);

    /// <summary>The generic methods, and those of a generic type, with the classes of their slots.</summary>
    public IReadOnlyList<(GenericSlotClass Class, GenericPatchHandle Method)> GenericsNamed(string name) => Find(_generics, name);

    /// <summary>Whether it is the method's name, or that of its property or event.</summary>
    public static bool IsNamed(MethodBase method, string name) => method.Name == name || NamesOf(method).Contains(name, StringComparer.Ordinal);

    /// <summary>A full name without its parameters and without a conversion's result.</summary>
    public static string PathOf(string name)
    {
        var end = name.IndexOf('(');
        return end < 0 ? name : name.Substring(0, end);
    }

    private static IEnumerable<string> NamesOf(MethodBase method)
    {
        var name = method.Name;
        return method.IsSpecialName && Array.Find(AccessorPrefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal)) is { } accessor
            ? [name, name.Substring(accessor.Length)]
            : [name];
    }

    private static void Add<T>(Dictionary<string, List<T>> found, string name, T item)
    {
        if (!found.TryGetValue(name, out var list))
            found.Add(name, list = []);

        list.Add(item);
    }

    private static List<T> Find<T>(Dictionary<string, List<T>> found, string name) => found.TryGetValue(name, out var list) ? list : [];
}
