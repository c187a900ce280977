namespace Hotpatch.Handles;

/// <summary>One instantiation that is in use, with what the factories have given it. The generic handle's lock guards that.</summary>
/// <param name="handle">Its handle.</param>
/// <param name="typeArguments">Its type arguments.</param>
internal sealed class GenericInstantiation(PatchHandle handle, IReadOnlyList<Type> typeArguments)
{
    private readonly Dictionary<FactoryEntry, StackEntry?> _given = [];

    public PatchHandle Handle => handle;

    public IReadOnlyList<Type> TypeArguments => typeArguments;

    /// <summary>The factories that were asked.</summary>
    public IEnumerable<FactoryEntry> Asked => _given.Keys;

    /// <summary>What a factory has given; null where nothing.</summary>
    public StackEntry? Of(FactoryEntry? factory) => factory is not null && _given.TryGetValue(factory, out var entry) ? entry : null;

    /// <summary>Remembers that one factory's entry has gone and another's has come.</summary>
    public void Exchange(FactoryEntry? ended, FactoryEntry? begun, StackEntry? entry)
    {
        if (ended is not null)
            _given.Remove(ended);

        if (begun is not null)
            _given[begun] = entry;
    }
}
