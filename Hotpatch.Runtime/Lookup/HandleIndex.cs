using Hotpatch.Naming;
using Hotpatch.Woven;

namespace Hotpatch.Lookup;

/// <summary>Finds the handles of one type by name, in constant time, however many methods the type has.</summary>
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

    /// <summary>Returns the handles of methods that are not generic, by the name of the method or of its property or event.</summary>
    public IReadOnlyList<PatchHandle> Named(string name) => Find(_handles, name);

    /// <summary>Returns the handles of methods that are not generic, by the full name without the parameter list.</summary>
    public IReadOnlyList<PatchHandle> WithPath(string path) => Find(_byPath, path);

    /// <summary>Returns the generic methods, or the methods of a generic type, of a given name, each with its slot class.</summary>
    public IReadOnlyList<(GenericSlotClass Class, GenericPatchHandle Method)> GenericsNamed(string name) => Find(_generics, name);

    /// <summary>Returns a full name without the parameter list, and without the result of a conversion.</summary>
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
