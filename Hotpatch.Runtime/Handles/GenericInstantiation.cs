namespace Hotpatch.Handles;

/// <summary>An instantiation that is in use, with the entries that factories made for it. The generic handle's lock guards the entries.</summary>
/// <param name="handle">The handle of the instantiation.</param>
/// <param name="typeArguments">The type arguments of the instantiation.</param>
internal sealed class GenericInstantiation(PatchHandle handle, IReadOnlyList<Type> typeArguments)
{
    private readonly Dictionary<FactoryEntry, StackEntry?> _given = [];

    public PatchHandle Handle => handle;

    public IReadOnlyList<Type> TypeArguments => typeArguments;

    /// <summary>Gets the factories that were called for this instantiation.</summary>
    public IEnumerable<FactoryEntry> Asked => _given.Keys;

    /// <summary>Returns the entry that a factory made; null if it made none.</summary>
    public StackEntry? Of(FactoryEntry? factory) => factory is not null && _given.TryGetValue(factory, out var entry) ? entry : null;

    /// <summary>Records that the entry of one factory was removed and that of another was added.</summary>
    public void Exchange(FactoryEntry? ended, FactoryEntry? begun, StackEntry? entry)
    {
        if (ended is not null)
            _given.Remove(ended);

        if (begun is not null)
            _given[begun] = entry;
    }
}
