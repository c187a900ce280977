using Hotpatch.Naming;
using Hotpatch.Woven;

namespace Hotpatch.Lookup;

/// <summary>The handles of one type, and its nested types that have handles. Read from the manifest when they are first asked for.</summary>
internal sealed class WovenType
{
    private readonly Lazy<HandleList> _list;
    private readonly Lazy<IReadOnlyList<WovenType>> _nested;
    private readonly Lazy<HandleIndex> _index;
    private string? _name;

    public WovenType(HandleList.TypeEntry entry)
    {
        Type = entry.Type;
        Target = entry.Target;
        _list = new(() =>
        {
            var list = new HandleList(entry.Type);
            entry.Describe(list);
            foreach (var generic in list.Generics)
                generic.ReceiveInstances();

            return list;
        });
        _nested = new(() => _list.Value.Types.Select(nested => new WovenType(nested)).ToArray());
        _index = new(() => new HandleIndex(Handles, Generics));
    }

    public Type Type { get; }

    /// <summary>Gets the type that declares the called methods, open, if this is a class of call stubs; null otherwise.</summary>
    public Type? Target { get; }

    /// <summary>Gets the full name, with which the full names of its methods begin.</summary>
    public string Name => _name ??= MethodName.Of(Type);

    /// <summary>Gets the index of the type's own handles by name, without those of nested types.</summary>
    public HandleIndex Index => _index.Value;

    /// <summary>Gets the handles of methods that are not generic.</summary>
    public IReadOnlyList<PatchHandle> Handles => _list.Value.Handles;

    /// <summary>Gets the slot classes of its generic methods; if the type is generic, those of all its methods.</summary>
    public IReadOnlyList<GenericSlotClass> Generics => _list.Value.Generics;

    public IReadOnlyList<WovenType> Nested => _nested.Value;

    /// <summary>Gets the handles that were asked for, in this type and its nested types. No other method can be patched.</summary>
    public IEnumerable<PatchHandle> UsedHandles
        => !_list.IsValueCreated
            ? []
            : Handles.Concat(Generics.SelectMany(generic => generic.Handles))
                .Concat(_nested.IsValueCreated ? Nested.SelectMany(nested => nested.UsedHandles) : []);

    /// <summary>Gets the generic handles that were asked for, in this type and its nested types.</summary>
    public IEnumerable<GenericPatchHandle> UsedGenericHandles
        => !_list.IsValueCreated
            ? []
            : Generics.SelectMany(generic => generic.Methods).Concat(_nested.IsValueCreated ? Nested.SelectMany(nested => nested.UsedGenericHandles) : []);

    /// <summary>Gets this type's handles, including those of generic instantiations in use, and then those of the nested types.</summary>
    public IEnumerable<PatchHandle> AllHandles
        => Handles.Concat(Generics.SelectMany(generic => generic.Handles)).Concat(Nested.SelectMany(nested => nested.AllHandles));

    /// <summary>Gets this type's generic handles, and then those of the nested types.</summary>
    public IEnumerable<GenericPatchHandle> AllGenericHandles
        => Generics.SelectMany(generic => generic.Methods).Concat(Nested.SelectMany(nested => nested.AllGenericHandles));
}
