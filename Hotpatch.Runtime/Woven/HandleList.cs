using System.ComponentModel;
using Hotpatch.Handles;

namespace Hotpatch.Woven;

/// <summary>Collects what woven code tells of its patchable methods. Not for use by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class HandleList
{
    private readonly StoreSlot? _store;
    private readonly List<PatchHandle> _handles = [];
    private readonly List<TypeEntry> _types = [];

    internal HandleList(StoreSlot? store) => _store = store;

    internal IReadOnlyList<PatchHandle> Handles => _handles;

    internal IReadOnlyList<TypeEntry> Types => _types;

    /// <summary>Adds a patchable method; its slot's index is the number of methods added before.</summary>
    /// <typeparam name="TDelegate">The slot's type.</typeparam>
    /// <param name="stub">The patchable method.</param>
    /// <param name="original">The method that holds its source body.</param>
    /// <exception cref="InvalidOperationException">The type was added without a way to write its slots.</exception>
    public void Add<TDelegate>(RuntimeMethodHandle stub, RuntimeMethodHandle original)
        where TDelegate : Delegate
        => _handles.Add(new PatchHandle<TDelegate>(NextSlot(), stub, original));

    /// <summary>
    /// Adds a patchable method whose source body its handle cannot call: a constructor, which keeps it in place, or a lambda or local
    /// function that needs what it has captured.
    /// </summary>
    /// <typeparam name="TDelegate">The slot's type.</typeparam>
    /// <param name="stub">The patchable method.</param>
    /// <exception cref="InvalidOperationException">The type was added without a way to write its slots.</exception>
    public void AddWithoutOriginal<TDelegate>(RuntimeMethodHandle stub)
        where TDelegate : Delegate
        => _handles.Add(new PatchHandle<TDelegate>(NextSlot(), stub, original: null));

    /// <summary>Adds a type that has patchable methods, in itself or in a nested type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="describe">Adds its methods and nested types; called when one of them is first asked for.</param>
    /// <param name="store">Writes its slots; null where only nested types have any.</param>
    public void AddType(RuntimeTypeHandle type, DescribeHandles describe, StoreSlot? store)
        => _types.Add(new TypeEntry(Type.GetTypeFromHandle(type)!, describe, store));

    private IndexedSlot NextSlot()
        => new(
            _store ?? throw new InvalidOperationException("A type that was added without slots cannot have patchable methods."),
            _handles.Count);

    internal readonly record struct TypeEntry(Type Type, DescribeHandles Describe, StoreSlot? Store);

    private sealed class IndexedSlot(StoreSlot store, int index) : Slot
    {
        public override void Store(Delegate? replacement) => store(index, replacement);
    }
}
