using System.Collections;

namespace Hotpatch.Handles;

/// <summary>The handles of a look-up, as a snapshot, and the generic handles whose later instantiations belong to them too.</summary>
/// <param name="handles">The handles, with those of the instantiations in use.</param>
/// <param name="generics">The generic handles.</param>
/// <param name="predicate">Selects the later instantiations.</param>
internal sealed class HandleSet(PatchHandle[] handles, IReadOnlyList<GenericPatchHandle> generics, Func<PatchHandle, bool> predicate) : IReadOnlyList<PatchHandle>
{
    public int Count => handles.Length;

    public PatchHandle this[int index] => handles[index];

    public IReadOnlyList<GenericPatchHandle> Generics => generics;

    public Func<PatchHandle, bool> Predicate => predicate;

    public IEnumerator<PatchHandle> GetEnumerator() => ((IEnumerable<PatchHandle>)handles).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
