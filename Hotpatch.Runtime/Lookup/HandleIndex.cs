using Hotpatch.Naming;
using Hotpatch.Woven;

namespace Hotpatch.Lookup;

/// <summary>The handles of one type by the names that look-ups have, so that one costs the same however many methods the type has.</summary>
internal sealed class HandleIndex
{
    private readonly Dictionary<string, List<PatchHandle>> _handles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<PatchHandle>> _byPath = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(GenericSlotClass Class, GenericPatchHandle Method)>> _generics = new(StringComparer.Ordinal);

    public HandleIndex(IEnumerable<PatchHandle> handles, IEnumerable<GenericSlotClass> generics)
    {
        foreach (var handle in handles)
        {
            foreach (var name in MethodName.SimpleNamesOf(handle.Method))
                Add(_handles, name, handle);

            Add(_byPath, PathOf(handle.Name), handle);
        }

        foreach (var @class in generics)
        {
            foreach (var method in @class.Methods)
            {
                foreach (var name in MethodName.SimpleNamesOf(method.Method))
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

    /// <summary>A full name without its parameters and without a conversion's result.</summary>
    public static string PathOf(string name)
    {
        var end = name.IndexOf('(');
        return end < 0 ? name : name.Substring(0, end);
    }

    private static void Add<T>(Dictionary<string, List<T>> found, string name, T item)
    {
        if (!found.TryGetValue(name, out var list))
            found.Add(name, list = []);

        list.Add(item);
    }

    private static List<T> Find<T>(Dictionary<string, List<T>> found, string name) => found.TryGetValue(name, out var list) ? list : [];
}
