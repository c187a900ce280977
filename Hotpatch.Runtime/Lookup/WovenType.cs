using Hotpatch.Naming;
using Hotpatch.Woven;

namespace Hotpatch.Lookup;

/// <summary>The handles of one type and the nested types that have some; read from the manifest when first asked for.</summary>
internal sealed class WovenType
{
    private readonly Lazy<HandleList> _list;
    private readonly Lazy<IReadOnlyList<WovenType>> _nested;
    private readonly Lazy<HandleIndex> _index;
    private string? _name;

    public WovenType(HandleList.TypeEntry entry)
    {
        Type = entry.Type;
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

    /// <summary>The full name, as those of its methods begin.</summary>
    public string Name => _name ??= MethodName.Of(Type);

    /// <summary>Its handles by name, those of nested types not among them.</summary>
    public HandleIndex Index => _index.Value;

    /// <summary>The handles of methods that are not generic.</summary>
    public IReadOnlyList<PatchHandle> Handles => _list.Value.Handles;

    /// <summary>The slot classes of its generic methods, or, where the type is generic, of all its methods.</summary>
    public IReadOnlyList<GenericSlotClass> Generics => _list.Value.Generics;

    public IReadOnlyList<WovenType> Nested => _nested.Value;

    /// <summary>As <see cref="AllHandles"/>, but only those that somebody has asked for: no other can be patched.</summary>
    public IEnumerable<PatchHandle> UsedHandles
        => !_list.IsValueCreated
            ? []
            : Handles.Concat(Generics.SelectMany(generic => generic.Handles))
                .Concat(_nested.IsValueCreated ? Nested.SelectMany(nested => nested.UsedHandles) : []);

    /// <summary>This type's handles, those of generic instantiations that are in use among them, then those of the nested types.</summary>
    public IEnumerable<PatchHandle> AllHandles
        => Handles.Concat(Generics.SelectMany(generic => generic.Handles)).Concat(Nested.SelectMany(nested => nested.AllHandles));

    /// <summary>This type's generic methods, then those of the nested types.</summary>
    public IEnumerable<GenericPatchHandle> AllGenericHandles
        => Generics.SelectMany(generic => generic.Methods).Concat(Nested.SelectMany(nested => nested.AllGenericHandles));
}
