using Hotpatch.Woven;

namespace Hotpatch.Lookup;

/// <summary>The handles of one type and the nested types that have some; read from the manifest when first asked for.</summary>
internal sealed class WovenType
{
    private readonly Lazy<HandleList> _list;
    private readonly Lazy<IReadOnlyList<WovenType>> _nested;

    public WovenType(HandleList.TypeEntry entry)
    {
        Type = entry.Type;
        _list = new(() =>
        {
            var list = new HandleList(entry.Store);
            entry.Describe(list);
            return list;
        });
        _nested = new(() => _list.Value.Types.Select(nested => new WovenType(nested)).ToArray());
    }

    public Type Type { get; }

    public IReadOnlyList<PatchHandle> Handles => _list.Value.Handles;

    public IReadOnlyList<WovenType> Nested => _nested.Value;

    /// <summary>This type's handles, then those of the nested types.</summary>
    public IEnumerable<PatchHandle> AllHandles => Handles.Concat(Nested.SelectMany(nested => nested.AllHandles));
}
